import { z } from "zod";
import { recordAudit } from "@/lib/platform/audit";
import { requireScope, type Ctx } from "@/lib/platform/ctx";
import type { DatabaseTransaction } from "@/lib/platform/db";
import { conflict, notFound } from "@/lib/platform/errors";
import { isId, newId } from "@/lib/platform/ids";
import { enqueueJob, getJob } from "@/lib/platform/jobs";
import { decodeCursor, page, type Page } from "@/lib/platform/pagination";
import type { DetectionModel, ListCorrectionsQuery } from "../schemas";
import { countCorrections } from "./correction-store";
import { activeModelId, findModel, insertModel, selectModels, setActiveModel, toDetectionModel } from "./model-store";

export const DETECTION_JOB = "detection_training";

/** Fewer can neither teach nor measure anything: a fifth of them is set aside. */
const LEAST_CORRECTIONS = 20;

/** Trains detection on the corrections, in the background; what is better is put in force. */
export async function retrainDetection(ctx: Ctx): Promise<DetectionModel> {
  requireScope(ctx, "write");
  const count = await countCorrections(ctx);
  if (count < LEAST_CORRECTIONS) {
    throw conflict(`Retraining needs at least ${LEAST_CORRECTIONS} corrections, and there are ${count}`);
  }
  const id = newId(ctx.now().getTime());
  return ctx.db.$transaction(async (tx) => {
    const job = await enqueueJob(ctx, { kind: DETECTION_JOB, payload: { modelId: id } }, tx);
    return toDetectionModel(await insertModel(tx, ctx, { id, jobId: job.id }), job, null);
  });
}

/** Retrained models, newest first. */
export async function listDetectionModels(ctx: Ctx, query: ListCorrectionsQuery): Promise<Page<DetectionModel>> {
  requireScope(ctx, "read");
  const { limit, cursor } = query;
  const rows = await selectModels(ctx, { limit: limit + 1, afterId: decodeCursor(cursor, z.uuid()) });
  const active = await activeModelId(ctx.db, ctx.organizationId);
  const models = await Promise.all(
    rows.map(async (row) => toDetectionModel(row, await getJob(ctx, row.jobId), active)),
  );
  return page({ rows: models, limit, cursorOf: ({ id }) => id });
}

/** Lets these models detect; activating the earlier ones undoes it. Throws `conflict` before they are trained. */
export async function activateDetectionModel(ctx: Ctx, id: string): Promise<DetectionModel> {
  requireScope(ctx, "write");
  const row = isId(id) ? await findModel(ctx, id) : null;
  if (!row) throw notFound(`There are no retrained models ${id}`);
  if (row.comparison === null) throw conflict("These models are not trained yet");
  await ctx.db.$transaction((tx) => putInForce(tx, ctx, id, "by hand"));
  await ctx.runtime.detector.refresh();
  return toDetectionModel(row, await getJob(ctx, row.jobId), id);
}

/** The models that come with the product detect again. */
export async function restoreBuiltInDetection(ctx: Ctx): Promise<{ isBuiltIn: true }> {
  requireScope(ctx, "write");
  await ctx.db.$transaction((tx) => putInForce(tx, ctx, null, "by hand"));
  await ctx.runtime.detector.refresh();
  return { isBuiltIn: true };
}

/** Part of a transaction that stores the change with its audit row. null: the built-in models. */
export async function putInForce(
  tx: DatabaseTransaction,
  ctx: Ctx,
  modelId: string | null,
  reason: string,
): Promise<void> {
  const before = await activeModelId(tx, ctx.organizationId);
  await setActiveModel(tx, ctx, modelId);
  await recordAudit(tx, ctx, {
    action: "detection_model.activate",
    subjectType: "detection_model",
    subjectId: modelId ?? "built-in",
    before: { model: before ?? "built-in" },
    after: { model: modelId ?? "built-in" },
    reason,
  });
}
