import { Prisma } from "@/generated/prisma/client";
import type { Database } from "@/lib/platform/db";
import type { LatencyHistogram } from "./latency-histogram";
import type { TimeWindow } from "./time-window";

/** Sums of some executions; see `ExecutionRollup` in the schema. */
export type RollupSums = {
  count: number;
  successCount: number;
  /** Executions with a final state other than a caller's cancellation. */
  judgedCount: number;
  inputTokens: number;
  outputTokens: number;
  costUsd: number;
  unpricedCount: number;
  latencyCount: number;
  latencyMsSum: number;
  qualityCount: number;
  qualitySum: number;
  qualitySquareSum: number;
  /** Of successful executions. */
  latencyHistogram: LatencyHistogram;
};

export type RollupGroup = "model" | "task" | "status";
export type RollupFilter = {
  window: TimeWindow;
  task?: string | undefined;
  model?: string | undefined;
  source?: string | undefined;
};
export type RollupRow = RollupSums & { at: string; model: string; task: string; status: string };

const GROUP_COLUMNS = {
  model: Prisma.sql`model_slug`,
  task: Prisma.sql`task_slug`,
  status: Prisma.sql`status`,
} as const;

/** Sums per bucket of time and group, from the hourly rollups; one row a group when `step` is null. */
export async function selectRollups(
  db: Database,
  organizationId: string,
  filter: RollupFilter,
  groups: readonly RollupGroup[],
  step: "hour" | "day" | null,
): Promise<RollupRow[]> {
  const bucket = step ? Prisma.sql`date_trunc(${step}, hour)` : Prisma.sql`NULL::timestamptz`;
  const columns = (["model", "task", "status"] as const).map((group) =>
    groups.includes(group) ? GROUP_COLUMNS[group] : Prisma.sql`''::text`,
  );
  const rows = await db.$queryRaw<Record<string, unknown>[]>`
    WITH matching AS (
      SELECT *, ${bucket} AS at, ${columns[0]!} AS model, ${columns[1]!} AS task, ${columns[2]!} AS outcome
      FROM execution_rollups
      WHERE ${rollupConditions(organizationId, filter)}
    ), buckets AS (
      SELECT at, model, task, outcome, entry.key, sum(entry.value::bigint)::bigint AS n
      FROM matching, jsonb_each_text(latency_histogram) AS entry
      WHERE status = 'success'
      GROUP BY 1, 2, 3, 4, 5
    ), histograms AS (
      SELECT at, model, task, outcome, jsonb_object_agg(key, n) AS histogram FROM buckets GROUP BY 1, 2, 3, 4
    ), sums AS (
      SELECT at, model, task, outcome, sum(count)::float8 AS count,
        coalesce(sum(count) FILTER (WHERE status = 'success'), 0)::float8 AS success_count,
        coalesce(sum(count) FILTER (WHERE status <> 'cancelled'), 0)::float8 AS judged_count,
        sum(input_tokens)::float8 AS input_tokens, sum(output_tokens)::float8 AS output_tokens,
        sum(cost_usd) AS cost_usd, sum(unpriced_count)::float8 AS unpriced_count,
        coalesce(sum(latency_count) FILTER (WHERE status = 'success'), 0)::float8 AS latency_count,
        coalesce(sum(latency_ms_sum) FILTER (WHERE status = 'success'), 0)::float8 AS latency_ms_sum,
        sum(quality_count)::float8 AS quality_count, sum(quality_sum) AS quality_sum,
        sum(quality_square_sum) AS quality_square_sum
      FROM matching GROUP BY 1, 2, 3, 4
    )
    SELECT sums.*, histogram FROM sums LEFT JOIN histograms
      ON histograms.at IS NOT DISTINCT FROM sums.at AND histograms.model = sums.model
      AND histograms.task = sums.task AND histograms.outcome = sums.outcome
    ORDER BY sums.at, sums.count DESC`;
  return rows.map(toRollupRow);
}

/** Rollups are hourly, so the window is widened to whole hours. */
function rollupConditions(organizationId: string, filter: RollupFilter): Prisma.Sql {
  const parts = [
    Prisma.sql`organization_id = ${organizationId}::uuid`,
    Prisma.sql`hour >= date_trunc('hour', ${filter.window.from}::timestamptz)`,
    Prisma.sql`hour < ${filter.window.to}::timestamptz`,
  ];
  if (filter.task) parts.push(Prisma.sql`task_slug = ${filter.task}`);
  if (filter.model) parts.push(Prisma.sql`model_slug = ${filter.model}`);
  if (filter.source) parts.push(Prisma.sql`source = ${filter.source}`);
  return Prisma.join(parts, " AND ");
}

function toRollupRow(row: Record<string, unknown>): RollupRow {
  return {
    at: row.at instanceof Date ? row.at.toISOString() : "",
    model: String(row.model),
    task: String(row.task),
    status: String(row.outcome),
    count: Number(row.count),
    successCount: Number(row.success_count),
    judgedCount: Number(row.judged_count),
    inputTokens: Number(row.input_tokens),
    outputTokens: Number(row.output_tokens),
    costUsd: Number(row.cost_usd),
    unpricedCount: Number(row.unpriced_count),
    latencyCount: Number(row.latency_count),
    latencyMsSum: Number(row.latency_ms_sum),
    qualityCount: Number(row.quality_count),
    qualitySum: Number(row.quality_sum),
    qualitySquareSum: Number(row.quality_square_sum),
    latencyHistogram: (row.histogram ?? {}) as LatencyHistogram,
  };
}
