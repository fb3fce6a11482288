import { recordAudit } from "@/lib/platform/audit";
import { requireScope, type Ctx } from "@/lib/platform/ctx";
import { newId } from "@/lib/platform/ids";
import { enqueueJob, getJob } from "@/lib/platform/jobs";
import { isFinished } from "@/lib/platform/jobs/schemas";
import { optimizationMeters } from "./meters";
import type { OptimizationPlan, OptimizationRun, StartOptimizationInput } from "./optimization-schemas";
import { planOptimization } from "./plan-optimization";
import { closeRun, findOpenRun, insertRun, isSecondRun, refuseSecond, toRun } from "./run-store";

export const OPTIMIZATION_JOB = "optimization";

/** What a run would try, cost and affect. Nothing is asked or stored. */
export async function previewOptimization(ctx: Ctx, input: StartOptimizationInput): Promise<OptimizationPlan> {
  requireScope(ctx, "read");
  return (await planOptimization(ctx, input)).plan;
}

/**
 * Begins the search in the background. Throws `conflict` with the id of the run that is under way for the task, and
 * `invalid_input` that says what the task is missing.
 */
export async function startOptimization(ctx: Ctx, input: StartOptimizationInput): Promise<OptimizationRun> {
  requireScope(ctx, "write");
  requireScope(ctx, "run");
  await refuseWhileOpen(ctx, input.task);
  const { plan, space, version } = await planOptimization(ctx, input);
  const id = newId(ctx.now().getTime());
  try {
    const run = await ctx.db.$transaction(async (tx) => {
      const job = await enqueueJob(ctx, { kind: OPTIMIZATION_JOB, payload: { runId: id } }, tx);
      const baseline = { baselineVersion: version.version, baseline: version.configuration };
      const row = await insertRun(tx, ctx, { id, jobId: job.id, options: input, plan, space, ...baseline });
      await recordAudit(tx, ctx, {
        action: "optimization.start",
        subjectType: "optimization",
        subjectId: id,
        before: null,
        after: input,
      });
      return toRun(row, job);
    });
    optimizationMeters(ctx.runtime.metrics).requests.at({ type: input.type, outcome: "started" }).add();
    return run;
  } catch (error) {
    if (!isSecondRun(error)) throw error;
    const open = await findOpenRun(ctx.db, ctx.organizationId, input.task);
    throw open ? refuseSecond(open.id, input.task) : error;
  }
}

/** A run whose job ended without telling, such as one that was cancelled before it began, is closed here. */
async function refuseWhileOpen(ctx: Ctx, task: string): Promise<void> {
  const open = await findOpenRun(ctx.db, ctx.organizationId, task);
  if (!open) return;
  const job = await getJob(ctx, open.jobId).catch(() => null);
  if (job && !isFinished(job.status)) throw refuseSecond(open.id, task);
  await closeRun(ctx.db, ctx.organizationId, open.id);
}
