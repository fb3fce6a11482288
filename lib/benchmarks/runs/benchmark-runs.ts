import { z } from "zod";
import { requireScope, type Ctx } from "@/lib/platform/ctx";
import { notFound } from "@/lib/platform/errors";
import { isId } from "@/lib/platform/ids";
import { cancelJob, getJob, jobEvents } from "@/lib/platform/jobs";
import { decodeCursor, page, type Page } from "@/lib/platform/pagination";
import { rankModels } from "../ranking/rank-models";
import type { BenchmarkResult, BenchmarkRun, BenchmarkRunDetail, Leaderboard, ListRunsQuery } from "../run-schemas";
import { findRun, selectResults, selectRuns, toRun, type RunRow } from "./run-store";

/** The organization's benchmark runs, newest first. */
export async function listRuns(ctx: Ctx, query: ListRunsQuery): Promise<Page<BenchmarkRun>> {
  requireScope(ctx, "read");
  const afterId = decodeCursor(query.cursor, z.uuid());
  const rows = await selectRuns(ctx, { suite: query.suite, take: query.limit + 1, afterId });
  const runs = await Promise.all(rows.map(async (row) => toRun(row, await getJob(ctx, row.jobId))));
  return page({ rows: runs, limit: query.limit, cursorOf: (run) => run.id });
}

/** A run with what its results say so far. Throws `not_found` when this organization has no such run. */
export async function getRun(ctx: Ctx, id: string): Promise<BenchmarkRunDetail> {
  requireScope(ctx, "read");
  const row = await requireRun(ctx, id);
  const run = toRun(row, await getJob(ctx, row.jobId));
  const results = await selectResults(ctx, [id]);
  return {
    ...run,
    leaderboards: leaderboardsOf(run, results),
    spentUsd: results.reduce((sum, { costUsd, judgeCostUsd }) => sum + (costUsd ?? 0) + judgeCostUsd, 0),
    unpricedCount: results.filter(({ status, costUsd }) => status === "answered" && costUsd === null).length,
  };
}

/** Cancels within about a second; what was answered before stays. Throws `conflict` when it is over. */
export async function cancelRun(ctx: Ctx, id: string): Promise<BenchmarkRun> {
  requireScope(ctx, "write");
  const row = await requireRun(ctx, id);
  return toRun(row, await cancelJob(ctx, row.jobId));
}

/** Progress and state as server-sent events, until the run is over. */
export async function runEvents(ctx: Ctx, id: string): Promise<Response> {
  requireScope(ctx, "read");
  const row = await requireRun(ctx, id);
  return jobEvents(ctx, row.jobId);
}

export async function requireRun(ctx: Ctx, id: string): Promise<RunRow> {
  const row = isId(id) ? await findRun(ctx, id) : null;
  if (!row) throw notFound(`There is no benchmark run ${id}`);
  return row;
}

function leaderboardsOf({ suites, models, options }: BenchmarkRun, results: readonly BenchmarkResult[]): Leaderboard[] {
  const boards = suites.map(({ id, name, category, task, testCount }) => ({
    suiteId: id,
    suiteName: name,
    category,
    task,
    testCount,
    rows: rankModels(
      models,
      results.filter(({ suiteId }) => suiteId === id),
      options.weights,
    ),
  }));
  if (boards.length < 2) return boards;
  const together: Leaderboard = {
    suiteId: "all",
    suiteName: "All suites",
    category: null,
    task: null,
    testCount: suites.reduce((sum, { testCount }) => sum + testCount, 0),
    rows: rankModels(models, results, options.weights),
  };
  return [together, ...boards];
}
