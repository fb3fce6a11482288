import { SUMS } from "./execution-sums";
import { latencyEntrySql } from "./latency-histogram";

/**
 * How executions become sums. Whoever stores, changes or removes executions inserts what that adds or takes away into
 * `execution_deltas`, in the same statement. A recurring fold moves deltas into `execution_rollups`. Readers add both,
 * so they are right at every moment, storing never waits for a row that another process updates, and a fold may be late.
 */

/** What cells are told apart by: the column, and SQL for it of an execution whose columns have their names in the table. */
const DIMENSIONS = [
  ["task_slug", "task_slug"],
  ["category", "category"],
  ["model_slug", "coalesce(model_slug, '')"],
  ["provider_slug", "coalesce(provider_slug, '')"],
  ["model_version", "coalesce(model_version_id::text, '')"],
  ["source", "source"],
  ["status", "status"],
  ["error_code", "coalesce(error_code, '')"],
] as const;

/** Tags are counted apart from all but these, or every combination of tags would be a cell. */
const OF_TAGS = new Set(["source", "status"]);

const dimensionColumns = ["label", ...DIMENSIONS.map(([column]) => column)];
const sumColumns = SUMS.map(([, column]) => column);

/** Columns of a cell but for its organization and time. */
export const CELL_COLUMNS = [...dimensionColumns, ...sumColumns, "latency_histogram"].join(", ");

/** Columns that an execution needs for `cellsSql`, for what it spent (spend-sql.ts), and for its arm (holdout-sql.ts). */
export const COUNTED_COLUMNS = [
  "organization_id",
  "created_at",
  "key_id",
  "user_ref",
  "tags",
  "task_slug",
  "category",
  "model_slug",
  "provider_slug",
  "model_version_id",
  "source",
  "status",
  "error_code",
  "is_usage_estimated",
  "cost_usd",
  "input_tokens",
  "cached_input_tokens",
  "cache_write_tokens",
  "output_tokens",
  "reasoning_tokens",
  "latency_ms",
  "time_to_first_token_ms",
  "overhead_ms",
  "quality",
  "confidence",
  "approval",
  "holdout_id",
  "holdout_phase",
  "holdout_arm",
  "holdout_bucket",
].join(", ");

/** Longest name and value of a tag that are told apart. */
const MAX_TAG_NAME = 60;
const MAX_TAG_VALUE = 200;

type CellOptions = {
  /** -1 for what is taken away. (Default: 1) */ sign?: 1 | -1;
  /** (Default: minute) */ unit?: "minute" | "hour";
};

/**
 * Every execution once as such, and once for each of its tags. Most have none, so those with tags are looked up apart:
 * a function called for every row would cost more than all the sums.
 */
const labelledSql = (executions: string): string => `
    SELECT ${COUNTED_COLUMNS}, '' AS label FROM ${executions}
    UNION ALL
    SELECT ${COUNTED_COLUMNS}, left(key, ${MAX_TAG_NAME}) || '=' || left(value, ${MAX_TAG_VALUE})
    FROM ${executions} CROSS JOIN LATERAL jsonb_each_text(CASE WHEN jsonb_typeof(tags) = 'object' THEN tags END)
    WHERE tags IS NOT NULL AND value IS NOT NULL`;

/** Cells per minute or hour of `executions`, a relation of settled ones. */
export const cellsSql = (executions: string, { sign = 1, unit = "minute" }: CellOptions = {}): string => `
  SELECT organization_id, date_trunc('${unit}', created_at) AS at, label,
    ${DIMENSIONS.map(([column, sql]) => `${OF_TAGS.has(column) ? sql : `CASE WHEN label = '' THEN ${sql} ELSE '' END`} AS ${column}`).join(", ")},
    ${SUMS.map(([, column, sql]) => `${sign} * sum(${sql})::float8 AS ${column}`).join(", ")},
    coalesce(string_agg(${latencyEntrySql("latency_ms", sign)}, ''::bytea), ''::bytea) AS latency_histogram
  FROM (${labelledSql(executions)}
  ) AS labelled
  GROUP BY organization_id, at, ${dimensionColumns.map((_, index) => index + 3).join(", ")}`;

/** Inserts what `executions`, a relation of settled ones with `COUNTED_COLUMNS`, adds to the sums or takes away. */
export const insertDeltasSql = (executions: string, sign: 1 | -1 = 1): string =>
  `INSERT INTO execution_deltas (organization_id, at, ${CELL_COLUMNS}) ${cellsSql(executions, { sign })}`;

/** Columns that tell two rollups apart. */
export const ROLLUP_KEY = ["organization_id", "unit", "at", ...dimensionColumns];

/** Rollups of every unit of `cells`, a relation of cells per minute; `condition` may name `unit` and `at`. */
export const rollupsSql = (cells: string, condition = "TRUE"): string => `
  SELECT organization_id, unit, date_trunc(unit, at) AS at, ${dimensionColumns.join(", ")},
    ${sumColumns.map((column) => `sum(${column}) AS ${column}`).join(", ")},
    compact_histogram(string_agg(latency_histogram, ''::bytea)) AS latency_histogram
  FROM ${cells} CROSS JOIN unnest(ARRAY['minute', 'hour', 'day']) AS unit
  WHERE ${condition}
  GROUP BY organization_id, unit, date_trunc(unit, at), ${dimensionColumns.join(", ")}`;

/** Stores what `select` gives. What is there already grows by it, or is replaced. */
export const upsertRollupsSql = (select: string, mode: "add" | "replace"): string => `
INSERT INTO execution_rollups AS rollup (organization_id, unit, at, ${CELL_COLUMNS})
${select}
ON CONFLICT (${ROLLUP_KEY.join(", ")}) DO UPDATE SET
  ${sumColumns.map((column) => `${column} = ${mode === "add" ? `rollup.${column} + ` : ""}excluded.${column}`).join(", ")},
  latency_histogram = ${
    mode === "add"
      ? "compact_histogram(rollup.latency_histogram || excluded.latency_histogram)"
      : "excluded.latency_histogram"
  }`;
