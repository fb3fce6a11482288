import type { Ctx } from "@/lib/platform/ctx";
import type { DatabaseTransaction } from "@/lib/platform/db";
import { fromStored } from "@/lib/platform/stored-json";
import type { Evaluation, ParentComparison } from "./evaluation-schemas";

export type EvaluationRow = {
  versionId: string;
  taskSlug: string;
  runId: string;
  datasetId: string;
  predictionsSha256: string;
  evaluation: Evaluation;
  parentVersionId: string | null;
  comparison: ParentComparison | null;
};

/** Writing it again, after a crash, replaces it. */
export async function putEvaluation(ctx: Ctx, { versionId, ...row }: EvaluationRow): Promise<void> {
  const { organizationId } = ctx;
  const { comparison, ...rest } = row;
  const data = { ...rest, ...(comparison && { comparison }), createdAt: ctx.now() };
  await ctx.db.versionEvaluation.upsert({
    where: { organizationId_versionId: { organizationId, versionId } },
    create: { organizationId, versionId, ...data },
    update: data,
  });
}

export async function findEvaluation(ctx: Ctx, versionId: string): Promise<EvaluationRow | null> {
  const { organizationId } = ctx;
  const row = await ctx.db.versionEvaluation.findUnique({
    where: { organizationId_versionId: { organizationId, versionId } },
  });
  if (!row) return null;
  return {
    versionId: row.versionId,
    taskSlug: row.taskSlug,
    runId: row.runId,
    datasetId: row.datasetId,
    predictionsSha256: row.predictionsSha256,
    evaluation: fromStored<Evaluation>(row.evaluation),
    parentVersionId: row.parentVersionId,
    comparison: fromStored<ParentComparison | null>(row.comparison),
  };
}

/** Checksums of answers that other tasks do not use are free to go with the task. */
export async function deleteTaskEvaluations(
  tx: DatabaseTransaction,
  { organizationId }: Pick<Ctx, "organizationId">,
  taskSlug: string,
): Promise<void> {
  await tx.$executeRaw`
    DELETE FROM artefacts WHERE organization_id = ${organizationId}::uuid AND sha256 IN (
      SELECT predictions_sha256 FROM version_evaluations WHERE organization_id = ${organizationId}::uuid
      GROUP BY predictions_sha256 HAVING bool_and(task_slug = ${taskSlug}))`;
  await tx.versionEvaluation.deleteMany({ where: { organizationId, taskSlug } });
}
