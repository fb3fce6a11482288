import type { OptimizationRun as Row } from "@/generated/prisma/client";
import type { Ctx } from "@/lib/platform/ctx";
import type { DatabaseTransaction } from "@/lib/platform/db";
import { isUniqueViolation } from "@/lib/platform/db";
import { conflict, notFound } from "@/lib/platform/errors";
import { isId } from "@/lib/platform/ids";
import type { Job } from "@/lib/platform/jobs";
import { fromStored, toStored } from "@/lib/platform/stored-json";
import { Configuration } from "@/lib/registry/schemas";
import type { CandidateSpace } from "./core/derive-candidates";
import type {
  OptimizationApplication,
  OptimizationPlan,
  OptimizationResult,
  OptimizationRun,
  SearchProgress,
  StartOptimizationInput,
  StoredTrial,
} from "./optimization-schemas";
import type { OptimizationType } from "./words";

export type RunRow = Row;

export type NewRun = {
  id: string;
  jobId: string;
  options: StartOptimizationInput;
  plan: OptimizationPlan;
  space: CandidateSpace;
  baselineVersion: number;
  baseline: Configuration;
};

/** What is kept of the plan; the space is needed only by the run itself. */
type StoredPlan = { plan: OptimizationPlan; space: CandidateSpace };

/** Throws `conflict` with the id of the run that is under way for the task. */
export async function insertRun(tx: DatabaseTransaction, ctx: Ctx, run: NewRun): Promise<RunRow> {
  const { organizationId } = ctx;
  return tx.optimizationRun.create({
    data: {
      organizationId,
      id: run.id,
      jobId: run.jobId,
      taskSlug: run.options.task,
      type: run.options.type,
      options: toStored(run.options),
      plan: toStored({ plan: run.plan, space: run.space } satisfies StoredPlan),
      baselineVersion: run.baselineVersion,
      baseline: toStored(run.baseline),
      openTask: run.options.task,
      createdBy: ctx.actor.name,
      createdAt: ctx.now(),
    },
  });
}

export function refuseSecond(runId: string, task: string) {
  return conflict(`The task ${task} is being optimized already: wait for that run, or cancel it`, {
    details: { optimizationId: runId },
  });
}

export const isSecondRun = (error: unknown): boolean => isUniqueViolation(error);

export async function findOpenRun(
  db: DatabaseTransaction,
  organizationId: string,
  task: string,
): Promise<RunRow | null> {
  return db.optimizationRun.findFirst({ where: { organizationId, openTask: task } });
}

export async function closeRun(db: DatabaseTransaction, organizationId: string, id: string): Promise<void> {
  await db.optimizationRun.updateMany({ where: { organizationId, id }, data: { openTask: null } });
}

export async function requireRun(ctx: Ctx, id: string): Promise<RunRow> {
  const { organizationId } = ctx;
  const row = isId(id) ? await ctx.db.optimizationRun.findFirst({ where: { organizationId, id } }) : null;
  if (!row) throw notFound(`There is no optimization ${id}`);
  return row;
}

/** Newest first; ids sort by time. */
export async function selectRuns(
  ctx: Ctx,
  { task, take, beforeId }: { task: string | undefined; take: number; beforeId: string | null },
): Promise<RunRow[]> {
  return ctx.db.optimizationRun.findMany({
    where: {
      organizationId: ctx.organizationId,
      ...(task !== undefined && { taskSlug: task }),
      ...(beforeId && { id: { lt: beforeId } }),
    },
    orderBy: { id: "desc" },
    take,
  });
}

export async function writeProgress(ctx: Ctx, id: string, progress: SearchProgress, spentUsd: number): Promise<void> {
  await ctx.db.optimizationRun.updateMany({
    where: { organizationId: ctx.organizationId, id },
    data: { progress: toStored(progress), spentUsd },
  });
}

export async function writeResult(
  tx: DatabaseTransaction,
  organizationId: string,
  id: string,
  { result, spentUsd }: { result: OptimizationResult; spentUsd: number },
): Promise<void> {
  await tx.optimizationRun.updateMany({ where: { organizationId, id }, data: { result: toStored(result), spentUsd } });
}

export async function writeApplication(
  db: DatabaseTransaction,
  organizationId: string,
  id: string,
  application: OptimizationApplication,
): Promise<void> {
  const watchUntil = application.undone ? null : new Date(application.watchUntil);
  await db.optimizationRun.updateMany({
    where: { organizationId, id },
    data: { application: toStored(application), watchUntil },
  });
}

/** Put in force, not undone, and still looked after. */
export async function selectWatched(ctx: Ctx): Promise<RunRow[]> {
  const { organizationId } = ctx;
  return ctx.db.optimizationRun.findMany({ where: { organizationId, watchUntil: { gt: ctx.now() } } });
}

export const spaceOf = (row: RunRow): CandidateSpace => fromStored<StoredPlan>(row.plan).space;
export const planOf = (row: RunRow): OptimizationPlan => fromStored<StoredPlan>(row.plan).plan;
export const optionsOf = (row: RunRow): StartOptimizationInput => fromStored(row.options);
/** In the order of the schema's fields, as the registry gives it: the database keeps its own order. */
export const baselineOf = (row: RunRow): Configuration => Configuration.parse(row.baseline);
export const resultOf = (row: RunRow): OptimizationResult | null => fromStored(row.result);
export const applicationOf = (row: RunRow): OptimizationApplication | null => fromStored(row.application);

/** State and failure are the job's. */
export function toRun(row: RunRow, job: Job): OptimizationRun {
  return {
    id: row.id,
    jobId: row.jobId,
    task: row.taskSlug,
    type: row.type as OptimizationType,
    status: job.status,
    error: job.error,
    isCancelRequested: job.isCancelRequested,
    plan: planOf(row),
    baselineVersion: row.baselineVersion,
    baseline: baselineOf(row),
    progress: fromStored<SearchProgress | null>(row.progress),
    spentUsd: row.spentUsd,
    result: resultOf(row),
    application: applicationOf(row),
    createdBy: row.createdBy,
    createdAt: row.createdAt.toISOString(),
    finishedAt: job.finishedAt,
  };
}

export type TrialOf = { candidateId: string; trial: StoredTrial };

export async function insertTrials(ctx: Ctx, runId: string, trials: readonly TrialOf[]): Promise<void> {
  if (trials.length === 0) return;
  await ctx.db.optimizationTrial.createMany({
    data: trials.map(({ candidateId, trial }) => ({
      organizationId: ctx.organizationId,
      runId,
      candidateId,
      testId: trial.testId,
      trial: toStored(trial),
    })),
    skipDuplicates: true,
  });
}

export async function selectTrials(ctx: Ctx, runId: string): Promise<TrialOf[]> {
  const rows = await ctx.db.optimizationTrial.findMany({ where: { organizationId: ctx.organizationId, runId } });
  return rows.map(({ candidateId, trial }) => ({ candidateId, trial: fromStored<StoredTrial>(trial) }));
}
