import { deleteTaskDeployments } from "@/lib/deployments";
import { deleteTaskEvaluations } from "./evaluation-store";
import { requireScope, type Ctx } from "@/lib/platform/ctx";
import { cancelJob, deleteJobs, getJob } from "@/lib/platform/jobs";

/** Removes a task's datasets, training runs and the artefacts that no other task's version uses. Running ones are cancelled. */
export async function deleteTaskTraining(ctx: Ctx, task: string): Promise<void> {
  requireScope(ctx, "write");
  const where = { organizationId: ctx.organizationId, taskSlug: task };
  const runs = await ctx.db.trainingRun.findMany({ where, select: { jobId: true } });
  for (const { jobId } of runs) {
    const { status } = await getJob(ctx, jobId);
    if (status === "queued" || status === "running") await cancelJob(ctx, jobId);
  }
  await ctx.db.$transaction(async (tx) => {
    await deleteTaskDeployments(tx, ctx, task);
    await deleteTaskEvaluations(tx, ctx, task);
    await tx.trainingRun.deleteMany({ where });
    await deleteJobs(
      tx,
      ctx,
      runs.map(({ jobId }) => jobId),
    );
    await tx.$executeRaw`
      DELETE FROM training_examples WHERE organization_id = ${ctx.organizationId}::uuid AND dataset_id IN (
        SELECT id FROM datasets WHERE organization_id = ${ctx.organizationId}::uuid AND task_slug = ${task})`;
    await tx.dataset.deleteMany({ where });
    await tx.poolExample.deleteMany({ where });
    await tx.exampleVote.deleteMany({ where });
    await tx.retrainSettings.deleteMany({ where });
    await tx.retrainState.deleteMany({ where });
    await tx.$executeRaw`
      DELETE FROM artefacts WHERE organization_id = ${ctx.organizationId}::uuid AND sha256 IN (
        SELECT artefact_sha256 FROM model_versions WHERE organization_id = ${ctx.organizationId}::uuid
        GROUP BY artefact_sha256 HAVING bool_and(task_slug = ${task}))`;
  });
}
