import { requireScope, type Ctx } from "@/lib/platform/ctx";
import type { DatabaseTransaction } from "@/lib/platform/db";
import { changeRegistry } from "./change-registry";
import type { Category } from "./task-schemas";

/** How a model did in the newest benchmark of a category. */
export type ModelScore = {
  modelSlug: string;
  category: Category;
  /** Mean over the tests that it answered, 0–100. */
  quality: number;
  testCount: number;
};

/** Replaces what earlier runs found of these models in these categories. Models that are gone by now are left out. */
export async function recordModelScores(
  ctx: Ctx,
  { runId, scores }: { runId: string; scores: readonly ModelScore[] },
): Promise<void> {
  requireScope(ctx, "write");
  if (scores.length === 0) return;
  const json = JSON.stringify(scores);
  await changeRegistry(ctx, async (tx) => {
    await tx.$executeRaw`
      INSERT INTO model_scores (organization_id, model_slug, category, quality, test_count, run_id, measured_at)
      SELECT ${ctx.organizationId}::uuid, s."modelSlug", s.category, s.quality, s."testCount", ${runId}::uuid, ${ctx.now()}
      FROM jsonb_to_recordset(${json}::jsonb) AS s("modelSlug" text, category text, quality float8, "testCount" int)
      WHERE EXISTS (SELECT 1 FROM models WHERE organization_id = ${ctx.organizationId}::uuid AND slug = s."modelSlug")
      ON CONFLICT (organization_id, model_slug, category) DO UPDATE SET
        quality = excluded.quality, test_count = excluded.test_count,
        run_id = excluded.run_id, measured_at = excluded.measured_at`;
  });
}

export async function selectModelScores(db: DatabaseTransaction, organizationId: string): Promise<ModelScore[]> {
  const rows = await db.modelScore.findMany({ where: { organizationId } });
  return rows.map(({ modelSlug, category, quality, testCount }) => ({
    modelSlug,
    category: category as Category,
    quality,
    testCount,
  }));
}
