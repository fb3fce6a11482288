import { z } from "zod";
import type { Ctx } from "@/lib/platform/ctx";
import type { DatabaseTransaction } from "@/lib/platform/db";
import type { Job } from "@/lib/platform/jobs";
import { jsonText, storableText } from "@/lib/platform/stored-json";
import { RunOptions, type BenchmarkResult, type BenchmarkRun, type RunEnding, type SuiteOfRun } from "../run-schemas";

export type RunRow = NonNullable<Awaited<ReturnType<Ctx["db"]["benchmarkRun"]["findFirst"]>>>;

type NewRun = Pick<BenchmarkRun, "id" | "jobId" | "suites" | "models" | "options" | "trigger">;

export async function insertRun(tx: DatabaseTransaction, ctx: Ctx, run: NewRun): Promise<RunRow> {
  return tx.benchmarkRun.create({
    data: {
      ...run,
      suites: JSON.parse(jsonText(run.suites)) as object,
      suiteIds: run.suites.map(({ id }) => id),
      organizationId: ctx.organizationId,
      createdBy: ctx.actor.name,
      createdAt: ctx.now(),
    },
  });
}

export async function writeEnding(tx: DatabaseTransaction, ctx: Ctx, id: string, ending: RunEnding): Promise<void> {
  await tx.benchmarkRun.update({
    where: { organizationId_id: { organizationId: ctx.organizationId, id } },
    data: { ending },
  });
}

export async function findRun(ctx: Ctx, id: string): Promise<RunRow | null> {
  return ctx.db.benchmarkRun.findFirst({ where: { organizationId: ctx.organizationId, id } });
}

/** Newest first; ids sort by time. */
export async function selectRuns(
  ctx: Ctx,
  { suite, take, afterId = null }: { suite?: string | undefined; take: number; afterId?: string | null },
): Promise<RunRow[]> {
  return ctx.db.benchmarkRun.findMany({
    where: {
      organizationId: ctx.organizationId,
      ...(suite && { suiteIds: { has: suite } }),
      ...(afterId && { id: { lt: afterId } }),
    },
    orderBy: { id: "desc" },
    take,
  });
}

const MOST_ANSWER_CHARACTERS = 4_000;

/** Stores results; one that is there already stays as it is. */
export async function insertResults(
  tx: DatabaseTransaction,
  ctx: Ctx,
  runId: string,
  results: readonly BenchmarkResult[],
): Promise<void> {
  await tx.benchmarkResult.createMany({
    data: results.map(({ model, answer, reason, ...result }) => ({
      ...result,
      organizationId: ctx.organizationId,
      runId,
      modelSlug: model,
      reason: storableText(reason.slice(0, 1_000)),
      answer: storableText(answer.slice(0, MOST_ANSWER_CHARACTERS)),
    })),
    skipDuplicates: true,
  });
}

type ResultFilter = { suite?: string | undefined; models?: readonly string[] };

/** In order of suite and test. Without `hasAnswers` their texts are empty, and much less is read. */
export async function selectResults(
  ctx: Ctx,
  runIds: readonly string[],
  { suite, models, hasAnswers = false }: ResultFilter & { hasAnswers?: boolean } = {},
): Promise<(BenchmarkResult & { runId: string })[]> {
  const rows = await ctx.db.benchmarkResult.findMany({
    where: {
      organizationId: ctx.organizationId,
      runId: { in: [...runIds] },
      ...(suite && { suiteId: suite }),
      ...(models && { modelSlug: { in: [...models] } }),
    },
    orderBy: [{ suiteId: "asc" }, { testId: "asc" }, { modelSlug: "asc" }],
    ...(!hasAnswers && { omit: { answer: true, reason: true } }),
  });
  return rows.map(({ organizationId: _, modelSlug, createdAt, ...row }) => ({
    ...row,
    model: modelSlug,
    status: row.status as BenchmarkResult["status"],
    answer: "answer" in row ? String(row.answer) : "",
    reason: "reason" in row ? String(row.reason) : "",
    createdAt: createdAt.toISOString(),
  }));
}

const Suites = z.custom<SuiteOfRun[]>(Array.isArray);

/** State, progress and failure are the job's. */
export function toRun(row: RunRow, job: Job): BenchmarkRun {
  const ending = row.ending as RunEnding | null;
  const isOver = job.status !== "queued" && job.status !== "running";
  return {
    id: row.id,
    jobId: row.jobId,
    status: job.status,
    trigger: row.trigger as BenchmarkRun["trigger"],
    suites: Suites.parse(row.suites),
    models: row.models,
    options: RunOptions.parse(row.options),
    progress: job.progress,
    ending,
    isPartial: isOver && ending !== "complete",
    error: job.error,
    isCancelRequested: job.isCancelRequested,
    createdBy: row.createdBy,
    createdAt: row.createdAt.toISOString(),
    startedAt: job.startedAt,
    finishedAt: job.finishedAt,
  };
}
