import { z } from "zod";
import type { Model as ModelTableRow } from "@/generated/prisma/client";
import type { DatabaseTransaction } from "@/lib/platform/db";
import type { ModelRow } from "./build-snapshot";
import { Capability, ModelKind } from "./model-schemas";

/** A row of `models`. What people stated of its price lies in `model_prices`. */
export type StoredModel = Omit<ModelRow, "statedPrices"> & { id: string; createdAt: string; updatedAt: string };

export type NewModel = Omit<StoredModel, "createdAt" | "updatedAt">;

export type ModelChanges = Partial<
  Pick<ModelRow, "name" | "capabilities" | "contextWindow" | "maxOutputTokens" | "isEnabled">
>;

export async function selectModels(db: DatabaseTransaction, organizationId: string): Promise<StoredModel[]> {
  const rows = await db.model.findMany({ where: { organizationId }, orderBy: { slug: "asc" } });
  return rows.map(toStoredModel);
}

export async function selectModel(
  db: DatabaseTransaction,
  organizationId: string,
  slug: string,
): Promise<StoredModel | null> {
  const row = await db.model.findUnique({ where: { organizationId_slug: { organizationId, slug } } });
  return row && toStoredModel(row);
}

export async function countModelsByProvider(
  db: DatabaseTransaction,
  organizationId: string,
): Promise<ReadonlyMap<string, number>> {
  const rows = await db.model.groupBy({ by: ["providerSlug"], where: { organizationId }, _count: true });
  return new Map(rows.map((row) => [row.providerSlug, row._count]));
}

/** Inserts the models whose slug is free and leaves the others as they are. Returns how many were new. */
export async function insertMissingModels(
  db: DatabaseTransaction,
  organizationId: string,
  models: readonly NewModel[],
  now: Date,
): Promise<number> {
  const { count } = await db.model.createMany({
    data: models.map((model) => ({ ...model, organizationId, createdAt: now, updatedAt: now })),
    skipDuplicates: true,
  });
  return count;
}

/** Throws the database's duplicate error when the slug is taken. */
export async function insertModel(
  db: DatabaseTransaction,
  organizationId: string,
  model: NewModel,
  now: Date,
): Promise<StoredModel> {
  const data = { ...model, organizationId, createdAt: now, updatedAt: now };
  return toStoredModel(await db.model.create({ data }));
}

export async function updateModelRow(
  db: DatabaseTransaction,
  organizationId: string,
  slug: string,
  changes: ModelChanges,
  now: Date,
): Promise<StoredModel> {
  return toStoredModel(
    await db.model.update({
      where: { organizationId_slug: { organizationId, slug } },
      data: { ...changes, updatedAt: now },
    }),
  );
}

/**
 * Keeps the named models from being deleted until the transaction ends, and returns those that exist. A configuration
 * that names a model takes this lock, a deletion the other one, so neither can overlook the other.
 */
export async function lockModelsForUse(
  tx: DatabaseTransaction,
  organizationId: string,
  slugs: readonly string[],
): Promise<string[]> {
  const rows = await tx.$queryRaw<{ slug: string }[]>`select slug from models
    where organization_id = ${organizationId}::uuid and slug = any(${[...slugs]}::text[]) order by slug for share`;
  return rows.map((row) => row.slug);
}

/** Waits for every configuration that is being written with one of the models, and keeps new ones out. */
export async function lockModelsForChange(
  tx: DatabaseTransaction,
  organizationId: string,
  slugs: readonly string[],
): Promise<void> {
  await tx.$queryRaw`select slug from models
    where organization_id = ${organizationId}::uuid and slug = any(${[...slugs]}::text[]) order by slug for update`;
}

export async function deleteModelRows(
  db: DatabaseTransaction,
  organizationId: string,
  slugs: readonly string[],
): Promise<void> {
  await db.model.deleteMany({ where: { organizationId, slug: { in: [...slugs] } } });
  // Another model of the same name begins without a past.
  await db.modelScore.deleteMany({ where: { organizationId, modelSlug: { in: [...slugs] } } });
}

function toStoredModel(row: ModelTableRow): StoredModel {
  return {
    id: row.id,
    slug: row.slug,
    providerSlug: row.providerSlug,
    upstreamId: row.upstreamId,
    name: row.name,
    kind: ModelKind.parse(row.kind),
    capabilities: z.array(Capability).parse(row.capabilities),
    contextWindow: row.contextWindow,
    maxOutputTokens: row.maxOutputTokens,
    isEnabled: row.isEnabled,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
  };
}
