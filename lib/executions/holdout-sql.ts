/**
 * How executions become the sums of the arms of a hold-out: the requests that a change serves, and those that are served
 * as before it. A call that its caller left says nothing of either.
 */

/** Sums of one arm in one bucket: the column, and SQL for the part of one execution. */
const SUMS = [
  ["count", "1"],
  ["failed_count", "(status <> 'success')::int"],
  ["priced_count", "(cost_usd IS NOT NULL)::int"],
  ["cost_usd", "coalesce(cost_usd, 0)"],
  ["latency_count", "(status = 'success' AND latency_ms IS NOT NULL)::int"],
  ["latency_ms_sum", "CASE WHEN status = 'success' THEN coalesce(latency_ms, 0) ELSE 0 END"],
  ["quality_count", "(quality IS NOT NULL)::int"],
  ["quality_sum", "coalesce(quality, 0)"],
] as const;

const columns = SUMS.map(([column]) => column);
const keys = ["organization_id", "holdout_id", "month", "phase", "arm", "bucket"].join(", ");

/** Rows are written in a fixed order, so that two processes cannot lock each other. */
const growSql = (executions: string, parts: readonly (readonly [string, string])[]): string => `
INSERT INTO holdout_sums AS sums (${keys}, ${columns.join(", ")})
SELECT organization_id, holdout_id, date_trunc('month', created_at AT TIME ZONE 'UTC')::date, holdout_phase, holdout_arm,
  holdout_bucket, ${parts.map(([column, sql]) => `sum(${sql})${column.endsWith("count") ? "::int" : "::float8"}`).join(", ")}
FROM ${executions}
WHERE holdout_id IS NOT NULL AND status IN ('success', 'partial', 'failed')
GROUP BY 1, 2, 3, 4, 5, 6 ORDER BY 1, 2, 3, 4, 5, 6
ON CONFLICT (${keys}) DO UPDATE SET
  ${columns.map((column) => `${column} = sums.${column} + excluded.${column}`).join(", ")}`;

/** Adds `executions`, a relation of settled ones with `COUNTED_COLUMNS`, to the sums of their arms; with -1 takes them away. */
export const addHoldoutsSql = (executions: string, sign: 1 | -1 = 1): string =>
  growSql(
    executions,
    SUMS.map(([column, sql]) => [column, `${sign} * (${sql})`]),
  );

/** Changes the costs of the arms from `cost_before` to `cost_usd` of `pairs`. */
export const correctHoldoutsSql = (pairs: string): string =>
  growSql(
    pairs,
    SUMS.map(([column]) => [column, CORRECTIONS[column] ?? "0"]),
  );

const CORRECTIONS: Record<string, string> = {
  priced_count: "(cost_usd IS NOT NULL)::int - (cost_before IS NOT NULL)::int",
  cost_usd: "coalesce(cost_usd, 0) - coalesce(cost_before, 0)",
};
