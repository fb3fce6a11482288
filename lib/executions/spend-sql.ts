/** How executions become money spent per day: by the organization as a whole, and by task, key and user. */

const SUMS = [
  ["cost_usd", "coalesce(sum(cost_usd), 0)", "float8"],
  ["count", "count(*)", "int"],
  ["unpriced_count", "(count(*) - count(cost_usd))", "int"],
  ["input_tokens", "coalesce(sum(input_tokens::float8), 0)", "float8"],
  ["cache_read_tokens", "coalesce(sum(cached_input_tokens::float8), 0)", "float8"],
  ["cache_write_tokens", "coalesce(sum(cache_write_tokens::float8), 0)", "float8"],
  ["output_tokens", "coalesce(sum(output_tokens::float8), 0)", "float8"],
  ["reasoning_tokens", "coalesce(sum(reasoning_tokens::float8), 0)", "float8"],
] as const;

const columns = SUMS.map(([column]) => column);

const keys = ["organization_id", "dimension", "ref", "day", "source"].join(", ");

/**
 * What `executions`, a relation of settled ones with `COUNTED_COLUMNS`, spent; with -1 to be taken away. Equal ones are
 * added up before they are counted in every dimension: a batch has few tasks and keys.
 */
const spentSql = (executions: string, sign: 1 | -1): string => `
SELECT ${keys}, ${SUMS.map(([column, , type]) => `sum(${column})::${type} AS ${column}`).join(", ")}
FROM (
  SELECT organization_id, task_slug, key_id, user_ref, (created_at AT TIME ZONE 'UTC')::date AS day, source,
    ${SUMS.map(([column, sql]) => `${sign} * ${sql} AS ${column}`).join(", ")}
  FROM ${executions} GROUP BY 1, 2, 3, 4, 5, 6
) AS equals CROSS JOIN LATERAL (
  VALUES ('organization', ''), ('task', task_slug), ('key', key_id::text), ('user', user_ref)
) AS dimensions(dimension, ref)
WHERE ref IS NOT NULL
GROUP BY ${keys}`;

/** Rows are written in a fixed order, so that two processes cannot lock each other. */
const growSql = (select: string): string => `
INSERT INTO spend_days AS days (${keys}, ${columns.join(", ")}, updated_at)
SELECT ${keys}, ${columns.join(", ")}, now() FROM (${select}) AS growth ORDER BY ${keys}
ON CONFLICT (${keys}) DO UPDATE SET
  ${columns.map((column) => `${column} = days.${column} + excluded.${column}`).join(", ")},
  updated_at = excluded.updated_at`;

/** Adds what executions spent to `spend_days`; with -1 takes it away. */
export const addSpendSql = (executions: string, sign: 1 | -1 = 1): string => growSql(spentSql(executions, sign));

/**
 * Adds what `executions` spent beyond what `condition` of `spend_days` says: after it both agree. What another process
 * stores meanwhile is in neither, so it is not lost.
 */
export const correctSpendSql = (executions: string, condition: string): string =>
  growSql(`
SELECT ${keys}, ${columns.map((column) => `sum(${column})${column.endsWith("count") ? "::int" : ""} AS ${column}`).join(", ")}
FROM (
  ${spentSql(executions, 1)}
  UNION ALL
  SELECT ${keys}, ${columns.map((column) => `-${column}`).join(", ")} FROM spend_days WHERE ${condition}
) AS terms
GROUP BY ${keys} HAVING ${columns.map((column) => `sum(${column}) <> 0`).join(" OR ")}`);
