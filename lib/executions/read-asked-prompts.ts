import type { Ctx } from "@/lib/platform/ctx";

/** Longer prompts are kept in part only. Characters. */
const KEPT_CHARACTERS = 1_000;

/** Different prompts that a task was asked in live traffic and that are kept whole, newest first. (Default: until now.) */
export async function readAskedPrompts(
  ctx: Ctx,
  { task, days, limit, until = ctx.now() }: { task: string; days: number; limit: number; until?: Date },
): Promise<string[]> {
  const from = new Date(until.getTime() - days * 24 * 3_600_000);
  const rows = await ctx.db.$queryRaw<{ prompt: string }[]>`
    SELECT input_preview AS prompt, max(created_at) AS newest FROM executions
    WHERE organization_id = ${ctx.organizationId}::uuid AND created_at >= ${from} AND created_at < ${until} AND task_slug = ${task}
      AND source NOT IN ('benchmark', 'judge') AND length(input_preview) BETWEEN 1 AND ${KEPT_CHARACTERS - 1}
    GROUP BY input_preview ORDER BY newest DESC, prompt LIMIT ${limit}`;
  return rows.map(({ prompt }) => prompt);
}
