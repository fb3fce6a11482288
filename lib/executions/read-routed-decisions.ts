import type { Ctx } from "@/lib/platform/ctx";
import type { RouteCandidate, RouteChoice } from "./schemas";
import type { TimeWindow } from "./time-window";

/** A choice of the router, what it knew, and what came of it. */
export type RoutedDecision = {
  choice: RouteChoice;
  /** Eligible models, best first by the strategy of then. */
  candidates: readonly RouteCandidate[];
  /** 0–100; null when it was never scored. */
  quality: number | null;
  /** US dollars; null when a price is unknown. */
  costUsd: number | null;
  latencyMs: number | null;
  /** A whole answer came of it. */
  isAnswered: boolean;
};

type Row = Omit<RoutedDecision, "candidates"> & { rankingId: string };

/**
 * The newest decisions of a task in which the router was free to choose one model, newest first. Left out: models that
 * the caller or the configuration named, what a budget made cheaper, and answers that several models were paid for.
 */
export async function readRoutedDecisions(
  ctx: Ctx,
  { task, window, limit }: { task: string; window: TimeWindow; limit: number },
): Promise<RoutedDecision[]> {
  const rows = await ctx.db.$queryRaw<Row[]>`
    SELECT route AS choice, ranking_id AS "rankingId", quality, cost_usd AS "costUsd", latency_ms AS "latencyMs",
      status = 'success' AS "isAnswered"
    FROM executions
    WHERE organization_id = ${ctx.organizationId}::uuid AND task_slug = ${task}
      AND created_at >= ${window.from} AND created_at < ${window.to}
      AND status IN ('success', 'partial', 'failed') AND source NOT IN ('benchmark', 'judge')
      AND ranking_id IS NOT NULL AND route->>'mode' = 'routed' AND NOT route ? 'downgrade'
      AND (jsonb_array_length(attempts) < 2
        OR (SELECT count(*) FROM jsonb_array_elements(attempts) AS attempt WHERE attempt->>'errorKind' IS NULL) < 2)
    ORDER BY created_at DESC, id DESC LIMIT ${limit}`;
  const candidates = await candidatesOf(ctx, [...new Set(rows.map(({ rankingId }) => rankingId))]);
  return rows.flatMap(({ rankingId, ...row }) => {
    const known = candidates.get(rankingId);
    return known ? [{ ...row, candidates: known }] : [];
  });
}

async function candidatesOf(ctx: Ctx, ids: readonly string[]): Promise<Map<string, RouteCandidate[]>> {
  const rows = await ctx.db.$queryRaw<{ id: string; candidates: RouteCandidate[] }[]>`
    SELECT id, candidates FROM route_rankings
    WHERE organization_id = ${ctx.organizationId}::uuid AND id = ANY(${[...ids]}::text[])`;
  return new Map(rows.map(({ id, candidates }) => [id, candidates]));
}
