import type { DatabaseTransaction } from "@/lib/platform/db";

export type PromptVersionSums = {
  promptVersionId: string;
  /** Settled calls, also failed ones. */
  count: number;
  /** 0–1 of the settled calls. */
  successRate: number | null;
  /** Mean of the scored ones, 0–100; null while none is scored. */
  quality: number | null;
  scoredCount: number;
  /** Standard deviation of the scored ones; null below two. */
  qualitySd: number | null;
  /** Mean of those with a known cost, US dollars. */
  costUsd: number | null;
  /** Of whole answers, milliseconds. */
  latencyMsP50: number | null;
  latencyMsP95: number | null;
  /** Mean of the answers with known tokens. */
  inputTokens: number | null;
  outputTokens: number | null;
  lastUsedAt: string;
};

type Row = Omit<PromptVersionSums, "lastUsedAt"> & { lastUsedAt: Date };

/** What executions since `from`, with `live` only the live requests of that task, say of each of these prompt versions; a version without any is left out. */
export async function sumsByPromptVersion(
  db: DatabaseTransaction,
  organizationId: string,
  { ids, from, live }: { ids: readonly string[]; from: Date; live?: { task: string } },
): Promise<PromptVersionSums[]> {
  if (ids.length === 0) return [];
  const rows = await db.$queryRaw<Row[]>`
    SELECT prompt_version_id::text AS "promptVersionId",
      count(*)::int AS "count",
      (count(*) FILTER (WHERE status = 'success'))::float8 / count(*) AS "successRate",
      avg(quality)::float8 AS "quality",
      count(quality)::int AS "scoredCount",
      stddev_samp(quality)::float8 AS "qualitySd",
      avg(cost_usd)::float8 AS "costUsd",
      percentile_cont(0.5) WITHIN GROUP (ORDER BY latency_ms) FILTER (WHERE status = 'success') AS "latencyMsP50",
      percentile_cont(0.95) WITHIN GROUP (ORDER BY latency_ms) FILTER (WHERE status = 'success') AS "latencyMsP95",
      avg(input_tokens)::float8 AS "inputTokens",
      avg(output_tokens)::float8 AS "outputTokens",
      max(created_at) AS "lastUsedAt"
    FROM executions
    WHERE organization_id = ${organizationId}::uuid AND prompt_version_id = ANY(${[...ids]}::uuid[])
      AND created_at >= ${from} AND (${live?.task ?? null}::text IS NULL OR (task_slug = ${live?.task ?? null} AND source = 'gateway')) AND status <> 'pending'
    GROUP BY prompt_version_id`;
  return rows.map((row) => ({ ...row, lastUsedAt: row.lastUsedAt.toISOString() }));
}
