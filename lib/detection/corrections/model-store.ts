import { promisify } from "node:util";
import { gunzip, gzip } from "node:zlib";
import type { Ctx } from "@/lib/platform/ctx";
import type { Database, DatabaseTransaction } from "@/lib/platform/db";
import type { Job } from "@/lib/platform/jobs";
import type { StoredModels } from "../models/text-models";
import type { DetectionModel } from "../schemas";

const COLUMNS = { id: true, jobId: true, comparison: true, createdBy: true, createdAt: true } as const;

export type ModelRow = { id: string; jobId: string; comparison: unknown; createdBy: string; createdAt: Date };

/** Which retrained models are in force, of all organizations, and how to read them. */
export async function selectActiveModels(
  db: Database,
): Promise<{ organizationId: string; id: string; read: () => Promise<StoredModels> }[]> {
  const rows = await db.activeDetectionModel.findMany({ select: { organizationId: true, modelId: true } });
  return rows.map(({ organizationId, modelId }) => ({
    organizationId,
    id: modelId,
    read: async () => {
      const { models } = await db.detectionModel.findUniqueOrThrow({
        where: { organizationId_id: { organizationId, id: modelId } },
        select: { models: true },
      });
      if (!models) throw new Error("These models are not trained yet");
      return storedModels(JSON.parse((await promisify(gunzip)(models)).toString("utf8")));
    },
  }));
}

/** What `packed` wrote; `unpackModels` checks what is in it. */
const storedModels = (value: unknown): StoredModels => value as StoredModels;

export async function packed(models: StoredModels): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await promisify(gzip)(JSON.stringify(models)));
}

export async function insertModel(
  tx: DatabaseTransaction,
  ctx: Ctx,
  { id, jobId }: { id: string; jobId: string },
): Promise<ModelRow> {
  const { organizationId, actor } = ctx;
  return tx.detectionModel.create({
    data: { organizationId, id, jobId, createdBy: actor.name, createdAt: ctx.now() },
    select: COLUMNS,
  });
}

export async function writeTrainedModel(
  tx: DatabaseTransaction,
  organizationId: string,
  id: string,
  trained: { comparison: NonNullable<DetectionModel["comparison"]>; models: Uint8Array<ArrayBuffer> },
): Promise<void> {
  await tx.detectionModel.update({ where: { organizationId_id: { organizationId, id } }, data: trained });
}

export async function findModel(ctx: Ctx, id: string): Promise<ModelRow | null> {
  return ctx.db.detectionModel.findFirst({ where: { organizationId: ctx.organizationId, id }, select: COLUMNS });
}

/** Newest first; ids sort by time. */
export async function selectModels(ctx: Ctx, { limit, afterId }: { limit: number; afterId: string | null }) {
  return ctx.db.detectionModel.findMany({
    where: { organizationId: ctx.organizationId, ...(afterId && { id: { lt: afterId } }) },
    orderBy: { id: "desc" },
    take: limit,
    select: COLUMNS,
  });
}

export async function activeModelId(
  db: Database | DatabaseTransaction,
  organizationId: string,
): Promise<string | null> {
  const row = await db.activeDetectionModel.findUnique({ where: { organizationId }, select: { modelId: true } });
  return row?.modelId ?? null;
}

/** null: the built-in models again. */
export async function setActiveModel(tx: DatabaseTransaction, ctx: Ctx, modelId: string | null): Promise<void> {
  const { organizationId, actor } = ctx;
  if (modelId === null) {
    await tx.activeDetectionModel.deleteMany({ where: { organizationId } });
    return;
  }
  const data = { modelId, activatedBy: actor.name, activatedAt: ctx.now() };
  await tx.activeDetectionModel.upsert({
    where: { organizationId },
    create: { organizationId, ...data },
    update: data,
  });
}

export function toDetectionModel(row: ModelRow, job: Job, active: string | null): DetectionModel {
  return {
    id: row.id,
    status: job.status,
    isActive: row.id === active,
    comparison: row.comparison as DetectionModel["comparison"],
    error: job.error,
    createdBy: row.createdBy,
    createdAt: row.createdAt.toISOString(),
  };
}
