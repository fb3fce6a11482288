import type { DatabaseTransaction } from "@/lib/platform/db";
import type { CacheOutcome } from "./words";

export type CacheSums = {
  taskSlug: string;
  outcome: CacheOutcome;
  count: number;
  /** What the answers had cost, US dollars, of those with a known price. */
  savedUsd: number;
  /** Answers whose earlier cost is unknown. */
  unpricedCount: number;
  /** Median, milliseconds. */
  latencyMsP50: number | null;
};

/** What the caches of tasks gave since `from`, per task and outcome. Benchmarks ask no cache. */
export async function sumsByCache(
  db: DatabaseTransaction,
  organizationId: string,
  { from }: { from: Date },
): Promise<CacheSums[]> {
  return db.$queryRaw<CacheSums[]>`
    SELECT task_slug AS "taskSlug", cache AS outcome,
      count(*)::int AS count,
      coalesce(sum(saved_usd), 0)::float8 AS "savedUsd",
      count(*) FILTER (WHERE saved_usd IS NULL)::int AS "unpricedCount",
      percentile_cont(0.5) WITHIN GROUP (ORDER BY latency_ms) AS "latencyMsP50"
    FROM executions
    WHERE organization_id = ${organizationId}::uuid AND cache IS NOT NULL AND created_at >= ${from} AND status = 'success'
    GROUP BY task_slug, cache ORDER BY task_slug, cache`;
}
