import { z } from "zod";
import { requireScope, type Ctx } from "@/lib/platform/ctx";
import { notFound } from "@/lib/platform/errors";
import { isId } from "@/lib/platform/ids";
import { cancelJob, getJob, jobEvents } from "@/lib/platform/jobs";
import { decodeCursor, page, type Page } from "@/lib/platform/pagination";
import { cancelTuning } from "./fine-tune-job";
import { findRun, selectRuns, toRun, tuningStateOf, type RunRow } from "./run-store";
import type { ListTrainingRunsQuery, TrainingRun } from "./schemas";

/** The organization's training runs, newest first. */
export async function listTrainingRuns(ctx: Ctx, query: ListTrainingRunsQuery): Promise<Page<TrainingRun>> {
  requireScope(ctx, "read");
  const rows = await selectRuns(ctx, query.task, query.limit + 1, decodeCursor(query.cursor, z.uuid()));
  const runs = await Promise.all(rows.map(async (row) => toRun(row, await getJob(ctx, row.jobId))));
  return page({ rows: runs, limit: query.limit, cursorOf: (run) => run.id });
}

/** Throws `not_found` when this organization has no such run. */
export async function getTrainingRun(ctx: Ctx, id: string): Promise<TrainingRun> {
  requireScope(ctx, "read");
  const row = await requireRun(ctx, id);
  return toRun(row, await getJob(ctx, row.jobId));
}

/** Cancels within about a second; nothing of the run is published. Throws `conflict` when it is over. */
export async function cancelTrainingRun(ctx: Ctx, id: string): Promise<TrainingRun> {
  requireScope(ctx, "write");
  const row = await requireRun(ctx, id);
  const job = await cancelJob(ctx, row.jobId);
  // Nobody holds it, so nobody else tells the provider.
  if (row.method === "fine_tune" && job.status === "cancelled") await cancelAtProvider(ctx, row);
  return toRun((await findRun(ctx, id)) ?? row, job);
}

/** Progress and state as server-sent events, until the run is over. */
export async function trainingRunEvents(ctx: Ctx, id: string): Promise<Response> {
  requireScope(ctx, "read");
  const row = await requireRun(ctx, id);
  return jobEvents(ctx, row.jobId);
}

async function cancelAtProvider(ctx: Ctx, row: RunRow): Promise<void> {
  const { models, providers } = await ctx.runtime.registry.ensureLoaded(ctx.organizationId);
  const provider = providers.get(models.get(row.baseModel ?? "")?.providerSlug ?? "");
  if (provider) await cancelTuning(ctx, { runId: row.id, provider, state: tuningStateOf(row) });
}

async function requireRun(ctx: Ctx, id: string): Promise<RunRow> {
  const row = isId(id) ? await findRun(ctx, id) : null;
  if (!row) throw notFound(`There is no training run ${id}`);
  return row;
}
