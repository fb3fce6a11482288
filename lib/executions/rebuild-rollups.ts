import { z } from "zod";
import { requireScope, type Ctx } from "@/lib/platform/ctx";
import { conflict, invalidInput } from "@/lib/platform/errors";
import { cancelJob, enqueueJob, listJobs, type JobHandler } from "@/lib/platform/jobs";
import { recomputeRollups } from "./recompute-rollups";
import { purgedBefore } from "./retention";
import type { Rebuild, RebuildInput } from "./schemas";
import { DAY_MS, MINUTES_KEPT_MS, timeWindow } from "./time-window";

export const REBUILD_JOB = "rollups_rebuild";

const Payload = z.object({ from: z.iso.datetime(), to: z.iso.datetime() });
const MAX_DAYS = 3_700;

/**
 * Counts every execution of a window anew, whole days (UTC), in the background. Numbers stay complete while it runs:
 * each day changes at once. Throws `conflict` while another one is under way, `invalid_input` for a window of which
 * executions were deleted: what was counted of those cannot be counted again.
 */
export async function rebuildRollups(ctx: Ctx, input: RebuildInput): Promise<Rebuild> {
  requireScope(ctx, "admin");
  const window = timeWindow({ ...input, period: input.period ?? "month" }, ctx.now());
  const kept = await purgedBefore(ctx);
  const from = new Date(Math.floor(window.from.getTime() / DAY_MS) * DAY_MS);
  const to = new Date(
    Math.min(Math.ceil(window.to.getTime() / DAY_MS), Math.ceil(ctx.now().getTime() / DAY_MS)) * DAY_MS,
  );
  if (to <= from) throw invalidInput("`from` is in the future: there is nothing to count", { field: "from" });
  if (to.getTime() - from.getTime() > MAX_DAYS * DAY_MS) {
    throw invalidInput(`At most ${MAX_DAYS} days can be counted at once`, { field: "from" });
  }
  if (kept && from < kept) {
    throw invalidInput(`Executions from before ${kept.toISOString().slice(0, 10)} were deleted: begin there`, {
      field: "from",
    });
  }
  const { latest } = await getRebuild(ctx);
  if (latest?.status === "queued" || latest?.status === "running") throw conflict("A rebuild is under way already");
  await enqueueJob(ctx, { kind: REBUILD_JOB, payload: { from: from.toISOString(), to: to.toISOString() } });
  return getRebuild(ctx);
}

/** The latest rebuild, and how far it is. */
export async function getRebuild(ctx: Ctx): Promise<Rebuild> {
  requireScope(ctx, "read");
  const { items } = await listJobs(ctx, { kind: REBUILD_JOB, limit: 1 });
  const job = items[0];
  if (!job) return { latest: null };
  const { id, status, progress, error, createdAt, finishedAt } = job;
  return { latest: { jobId: id, status, progress, message: error?.message ?? null, createdAt, finishedAt } };
}

/** Stops the rebuild that is under way after the day it is at. What it did stays: it is right. */
export async function cancelRebuild(ctx: Ctx): Promise<Rebuild> {
  requireScope(ctx, "admin");
  const { latest } = await getRebuild(ctx);
  if (latest?.status !== "queued" && latest?.status !== "running") throw conflict("No rebuild is under way");
  await cancelJob(ctx, latest.jobId);
  return getRebuild(ctx);
}

export const rebuildJob: JobHandler = async ({ payload, ctx, signal, progress }) => {
  const { from, to } = Payload.parse(payload);
  const first = Date.parse(from);
  const total = Math.round((Date.parse(to) - first) / DAY_MS);
  for (let done = 0; done < total; done++) {
    signal.throwIfAborted();
    const day = { from: new Date(first + done * DAY_MS), to: new Date(first + (done + 1) * DAY_MS) };
    progress({ done, total, step: `Counting ${day.from.toISOString().slice(0, 10)}` });
    const withMinutes = ctx.now().getTime() - day.to.getTime() <= MINUTES_KEPT_MS + DAY_MS;
    await recomputeRollups(ctx.db, ctx.organizationId, day, { withMinutes });
  }
  return { days: total };
};
