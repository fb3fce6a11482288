import { requireScope, type Ctx } from "@/lib/platform/ctx";

/** An answer of live traffic as far as it was asked and given in full. */
export type WholeAnswer = {
  id: string;
  createdAt: string;
  /** Who answered. */
  model: string;
  question: string;
  answer: string;
};

/** Longer texts are kept in part only. Characters. */
const KEPT_CHARACTERS = 1_000;

/**
 * What programs and people asked a task and a model answered, newest first, both texts whole: an answer of which only the
 * beginning was kept is left out. What came from a cache, tests and judges are left out as well.
 */
export async function readWholeAnswers(
  ctx: Ctx,
  { task, from, limit }: { task: string; from: Date; limit: number },
): Promise<WholeAnswer[]> {
  requireScope(ctx, "read");
  const rows = await ctx.db.$queryRaw<(Omit<WholeAnswer, "createdAt"> & { createdAt: Date })[]>`
    SELECT id::text, created_at AS "createdAt", model_slug AS model, input_preview AS question, output_preview AS answer
    FROM executions
    WHERE organization_id = ${ctx.organizationId}::uuid AND task_slug = ${task} AND created_at >= ${from}
      AND source IN ('gateway', 'recorded', 'playground') AND operation = 'chat' AND status = 'success'
      AND coalesce(cache, 'miss') = 'miss' AND model_slug IS NOT NULL
      AND length(input_preview) BETWEEN 1 AND ${KEPT_CHARACTERS - 1}
      AND length(output_preview) BETWEEN 1 AND ${KEPT_CHARACTERS - 1}
    ORDER BY created_at DESC, id DESC LIMIT ${limit}`;
  return rows.map(({ createdAt, ...row }) => ({ ...row, createdAt: createdAt.toISOString() }));
}

/** What people said of these executions, 0–1; those that nobody judged are not in it. */
export async function readApprovals(ctx: Ctx, ids: readonly string[]): Promise<Map<string, number>> {
  requireScope(ctx, "read");
  const rows = await ctx.db.$queryRaw<{ id: string; approval: number }[]>`
    SELECT id::text, approval FROM executions
    WHERE organization_id = ${ctx.organizationId}::uuid AND id = ANY(${[...ids]}::uuid[]) AND approval IS NOT NULL`;
  return new Map(rows.map(({ id, approval }) => [id, approval]));
}
