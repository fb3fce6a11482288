import { requireScope, type Ctx } from "@/lib/platform/ctx";
import { cancelJob, deleteJobs, getJob } from "@/lib/platform/jobs";
import { closeHoldout } from "@/lib/savings";
import { isFinished } from "@/lib/platform/jobs/schemas";

/** Removes a task's optimizations with their evidence, and what was recommended for it. Running ones are cancelled. */
export async function deleteTaskOptimizations(ctx: Ctx, task: string): Promise<void> {
  requireScope(ctx, "write");
  const where = { organizationId: ctx.organizationId, taskSlug: task };
  const runs = await ctx.db.optimizationRun.findMany({ where, select: { jobId: true } });
  for (const { jobId } of runs) {
    const { status } = await getJob(ctx, jobId);
    if (!isFinished(status)) await cancelJob(ctx, jobId);
  }
  await ctx.db.$transaction(async (tx) => {
    await tx.optimizationRun.deleteMany({ where });
    await deleteJobs(
      tx,
      ctx,
      runs.map(({ jobId }) => jobId),
    );
    await tx.recommendation.deleteMany({ where });
    await closeHoldout(tx, ctx, task, "deleted");
  });
  await ctx.runtime.holdouts.refresh();
}
