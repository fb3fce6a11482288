import type { Prisma } from "@/generated/prisma/client";
import type { Ctx } from "@/lib/platform/ctx";
import type { DatabaseTransaction } from "@/lib/platform/db";
import type { Prompt, PromptVariable, PromptVersion } from "./schemas";
import type { PromptCategory } from "./words";

export type PromptRow = Prompt & { deletedAt: string | null };
export type VersionRow = Omit<PromptVersion, "labels"> & { promptSlug: string };

type Listing = { category?: string; search?: string; afterSlug?: string | null; take: number };

/** In order of slug, without deleted ones. */
export async function selectPrompts(
  db: DatabaseTransaction,
  organizationId: string,
  { category, search, afterSlug, take }: Listing,
): Promise<PromptRow[]> {
  const contains = search ? { contains: search, mode: "insensitive" as const } : null;
  const rows = await db.prompt.findMany({
    where: {
      organizationId,
      deletedAt: null,
      ...(category && { category }),
      ...(contains && { OR: [{ slug: contains }, { name: contains }, { description: contains }] }),
      ...(afterSlug && { slug: { gt: afterSlug } }),
    },
    orderBy: { slug: "asc" },
    take,
  });
  return rows.map(toPrompt);
}

/** Also a deleted one. */
export async function selectPrompt(
  db: DatabaseTransaction,
  organizationId: string,
  slug: string,
): Promise<PromptRow | null> {
  const row = await db.prompt.findUnique({ where: { organizationId_slug: { organizationId, slug } } });
  return row && toPrompt(row);
}

/** Until the transaction ends nobody else changes it. */
export async function lockPrompt(
  tx: DatabaseTransaction,
  organizationId: string,
  slug: string,
): Promise<PromptRow | null> {
  await tx.$executeRaw`
    SELECT 1 FROM prompts WHERE organization_id = ${organizationId}::uuid AND slug = ${slug} FOR UPDATE`;
  return selectPrompt(tx, organizationId, slug);
}

export const countPrompts = (db: DatabaseTransaction, organizationId: string): Promise<number> =>
  db.prompt.count({ where: { organizationId } });

type NewPrompt = Pick<Prompt, "slug" | "name" | "description" | "category" | "latestVersion" | "labels">;

export async function insertPrompt(tx: DatabaseTransaction, ctx: Ctx, prompt: NewPrompt): Promise<PromptRow> {
  const now = ctx.now();
  const row = await tx.prompt.create({
    data: {
      organizationId: ctx.organizationId,
      ...prompt,
      createdBy: ctx.actor.name,
      createdAt: now,
      updatedAt: now,
    },
  });
  return toPrompt(row);
}

export async function updatePromptRow(
  tx: DatabaseTransaction,
  ctx: Ctx,
  slug: string,
  changes: Partial<NewPrompt> & { deletedAt?: Date | null },
): Promise<PromptRow> {
  const row = await tx.prompt.update({
    where: { organizationId_slug: { organizationId: ctx.organizationId, slug } },
    data: { ...changes, updatedAt: ctx.now() },
  });
  return toPrompt(row);
}

/** Newest first. */
export async function selectVersions(
  db: DatabaseTransaction,
  organizationId: string,
  slug: string,
  take: number,
): Promise<VersionRow[]> {
  const rows = await db.promptVersion.findMany({
    where: { organizationId, promptSlug: slug },
    orderBy: { version: "desc" },
    take,
  });
  return rows.map(toVersion);
}

export async function selectVersion(
  db: DatabaseTransaction,
  organizationId: string,
  slug: string,
  version: number,
): Promise<VersionRow | null> {
  const row = await db.promptVersion.findUnique({
    where: { organizationId_promptSlug_version: { organizationId, promptSlug: slug, version } },
  });
  return row && toVersion(row);
}

type NewVersion = Omit<VersionRow, "createdBy" | "createdAt">;

export async function insertVersions(tx: DatabaseTransaction, ctx: Ctx, versions: readonly NewVersion[]) {
  await tx.promptVersion.createMany({
    data: versions.map((version) => ({
      organizationId: ctx.organizationId,
      ...version,
      createdBy: ctx.actor.name,
      createdAt: ctx.now(),
    })),
  });
}

export type PromptUse = { organizationId: string; slug: string; latestVersion: number; labels: Record<string, number> };

/** What of every prompt a request may ask for. */
export async function selectPromptUses(db: DatabaseTransaction): Promise<PromptUse[]> {
  const rows = await db.prompt.findMany({
    where: { deletedAt: null },
    select: { organizationId: true, slug: true, latestVersion: true, labels: true },
  });
  return rows.map(({ labels, ...row }) => ({ ...row, labels: labels as Record<string, number> }));
}

/** The one place that trusts the columns: the tables are written only from checked input. */
function toPrompt(row: Prisma.PromptGetPayload<object>): PromptRow {
  return {
    slug: row.slug,
    name: row.name,
    description: row.description,
    category: row.category as PromptCategory,
    latestVersion: row.latestVersion,
    labels: row.labels as Record<string, number>,
    createdBy: row.createdBy,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
    deletedAt: row.deletedAt?.toISOString() ?? null,
  };
}

function toVersion(row: Prisma.PromptVersionGetPayload<object>): VersionRow {
  return {
    promptSlug: row.promptSlug,
    id: row.id,
    version: row.version,
    template: row.template,
    variables: row.variables as PromptVariable[],
    notes: row.notes,
    createdBy: row.createdBy,
    createdAt: row.createdAt.toISOString(),
  };
}
