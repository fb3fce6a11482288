import { requireScope, type Ctx } from "@/lib/platform/ctx";

/** A question that a model answered, as it was recorded; both are kept whole. */
export type AnsweredQuestion = {
  id: string;
  atMs: number;
  prompt: string;
  answer: string;
  /** Equal requests have equally many. */
  inputTokens: number | null;
  userRef: string | null;
  /** US dollars; null when the price is unknown. */
  costUsd: number | null;
  latencyMs: number;
  /** Of it the gateway's own; null when it was not measured. */
  overheadMs: number | null;
};

/** Longer texts are kept in part only. Characters. */
const KEPT_CHARACTERS = 1_000;

/** What programs asked a task lately outside of conversations, and models answered in full: the newest, oldest first. */
export async function readAnswered(
  ctx: Ctx,
  { task, from, to, limit }: { task: string; from: Date; to: Date; limit: number },
): Promise<AnsweredQuestion[]> {
  requireScope(ctx, "read");
  const rows = await ctx.db.$queryRaw<(Omit<AnsweredQuestion, "atMs"> & { createdAt: Date })[]>`
    SELECT id, created_at AS "createdAt", input_preview AS prompt, output_preview AS answer,
      input_tokens AS "inputTokens", user_ref AS "userRef", cost_usd AS "costUsd", latency_ms AS "latencyMs",
      overhead_ms AS "overheadMs"
    FROM executions
    WHERE organization_id = ${ctx.organizationId}::uuid AND task_slug = ${task} AND created_at >= ${from}
      AND created_at < ${to} AND source IN ('gateway', 'recorded') AND operation = 'chat' AND status = 'success'
      AND coalesce(cache, 'miss') = 'miss' AND session_ref IS NULL AND latency_ms IS NOT NULL
      AND length(input_preview) BETWEEN 1 AND ${KEPT_CHARACTERS - 1}
      AND length(output_preview) BETWEEN 1 AND ${KEPT_CHARACTERS - 1}
    ORDER BY created_at DESC, id DESC LIMIT ${limit}`;
  return rows.map(({ createdAt, ...row }) => ({ ...row, atMs: createdAt.getTime() })).reverse();
}
