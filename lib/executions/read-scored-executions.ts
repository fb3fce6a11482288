import type { Ctx } from "@/lib/platform/ctx";

/** An answer with its quality. */
export type ScoredExecution = {
  id: string;
  task: string;
  model: string;
  /** The beginning of what was asked and answered. */
  input: string;
  output: string | null;
  /** 0–100. */
  quality: number;
  /** US dollars; null when the price is unknown. */
  costUsd: number | null;
};

/** The newest answers of tasks whose quality is known, of the last `days`: what routing learns from. */
export async function readScoredExecutions(
  ctx: Ctx,
  { tasks, days, limit }: { tasks: readonly string[]; days: number; limit: number },
): Promise<ScoredExecution[]> {
  const from = new Date(ctx.now().getTime() - days * 24 * 3_600_000);
  return ctx.db.$queryRaw<ScoredExecution[]>`
    SELECT id::text, task_slug AS task, model_slug AS model, input_preview AS input, output_preview AS output,
      quality, cost_usd AS "costUsd"
    FROM executions
    WHERE organization_id = ${ctx.organizationId}::uuid AND created_at >= ${from}
      AND task_slug = ANY(${[...tasks]}::text[]) AND status = 'success' AND quality IS NOT NULL
      AND model_slug IS NOT NULL AND input_preview IS NOT NULL AND input_preview <> ''
    ORDER BY created_at DESC, id DESC LIMIT ${limit}`;
}
