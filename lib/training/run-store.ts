import type { Ctx } from "@/lib/platform/ctx";
import type { DatabaseTransaction } from "@/lib/platform/db";
import type { Job } from "@/lib/platform/jobs";
import { FewShotState, TuningState, type ClassifierKind, type TrainingResult, type TrainingRun } from "./schemas";
import type { TrainingMethod } from "./words";

export type RunRow = NonNullable<Awaited<ReturnType<Ctx["db"]["trainingRun"]["findFirst"]>>>;

export type NewRun = Pick<
  TrainingRun,
  "id" | "task" | "datasetId" | "jobId" | "method" | "baseModel" | "classifiers" | "seed" | "validationShare"
>;

export async function insertRun(tx: DatabaseTransaction, ctx: Ctx, { task, ...run }: NewRun): Promise<RunRow> {
  return tx.trainingRun.create({
    data: {
      ...run,
      taskSlug: task,
      organizationId: ctx.organizationId,
      createdBy: ctx.actor.name,
      createdAt: ctx.now(),
    },
  });
}

export async function writeResults(
  tx: DatabaseTransaction,
  ctx: Ctx,
  id: string,
  results: TrainingResult[],
): Promise<void> {
  await tx.trainingRun.update({
    where: { organizationId_id: { organizationId: ctx.organizationId, id } },
    data: { results },
  });
}

/** How far a run came that costs money. */
export async function writeRunState(ctx: Ctx, id: string, state: FewShotState | TuningState): Promise<void> {
  await ctx.db.trainingRun.update({
    where: { organizationId_id: { organizationId: ctx.organizationId, id } },
    data: { state },
  });
}

export const tuningStateOf = ({ state }: Pick<RunRow, "state">): TuningState => TuningState.parse(state ?? {});

export const fewShotStateOf = ({ state }: Pick<RunRow, "state">): FewShotState => FewShotState.parse(state ?? {});

export async function findRun(ctx: Ctx, id: string): Promise<RunRow | null> {
  return ctx.db.trainingRun.findFirst({ where: { organizationId: ctx.organizationId, id } });
}

/** Newest first; ids sort by time. */
export async function selectRuns(
  ctx: Ctx,
  task: string | undefined,
  limit: number,
  afterId: string | null,
): Promise<RunRow[]> {
  return ctx.db.trainingRun.findMany({
    where: {
      organizationId: ctx.organizationId,
      ...(task && { taskSlug: task }),
      ...(afterId && { id: { lt: afterId } }),
    },
    orderBy: { id: "desc" },
    take: limit,
  });
}

/** State, progress and failure are the job's. */
export function toRun(row: RunRow, job: Job): TrainingRun {
  return {
    id: row.id,
    task: row.taskSlug,
    datasetId: row.datasetId,
    jobId: row.jobId,
    status: job.status,
    method: row.method as TrainingMethod,
    baseModel: row.baseModel,
    tuning: row.method === "fine_tune" ? tuningStateOf(row) : null,
    fewShot: row.method === "few_shot" ? fewShotStateOf(row) : null,
    classifiers: row.classifiers as ClassifierKind[],
    seed: row.seed,
    validationShare: row.validationShare,
    progress: job.progress,
    results: row.results as TrainingResult[] | null,
    error: job.error,
    isCancelRequested: job.isCancelRequested,
    createdBy: row.createdBy,
    createdAt: row.createdAt.toISOString(),
    startedAt: job.startedAt,
    finishedAt: job.finishedAt,
  };
}
