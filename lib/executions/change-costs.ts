import type { DatabaseTransaction } from "@/lib/platform/db";
import type { ModelChange } from "./cost-change";
import { correctHoldoutsSql } from "./holdout-sql";
import { COUNTED_COLUMNS, insertDeltasSql } from "./rollup-sql";
import type { CostSource } from "./words";

export type WantedCost = {
  id: string;
  createdAt: string;
  /** US dollars as they were read: a row that has another cost by now is left alone. */
  costBefore: number | null;
  costAfter: number | null;
  sourceAfter: CostSource | null;
  refAfter: string | null;
};

/**
 * Gives executions of an organization ($1) other costs ($3), notes under a re-pricing ($2) what they were, and corrects
 * the sums and the money spent per day, in one statement, so that they never disagree. Days are written in the order in
 * which storing executions writes them, so that the two cannot lock each other.
 */
const CHANGE = `
WITH wanted AS (
  SELECT * FROM jsonb_to_recordset($3::jsonb) AS r(id uuid, "createdAt" timestamptz, "costBefore" double precision,
    "costAfter" double precision, "sourceAfter" text, "refAfter" text)
), old_rows AS (
  SELECT id, cost_source, price_ref, ${COUNTED_COLUMNS} FROM executions
  WHERE organization_id = $1::uuid AND (created_at, id) IN (SELECT "createdAt", id FROM wanted)
    AND created_at >= $4::timestamptz AND created_at <= $5::timestamptz
    AND EXISTS (SELECT FROM wanted WHERE wanted.id = executions.id
      AND wanted."costBefore" IS NOT DISTINCT FROM executions.cost_usd)
  FOR UPDATE
), new_rows AS (
  UPDATE executions SET cost_usd = wanted."costAfter", cost_source = wanted."sourceAfter", price_ref = wanted."refAfter",
    attempts = CASE WHEN jsonb_typeof(attempts) = 'array' AND attempts->-1->>'errorKind' IS NULL AND attempts <> '[]'::jsonb
      THEN jsonb_set(attempts, ARRAY[(jsonb_array_length(attempts) - 1)::text, 'costUsd'],
        coalesce(to_jsonb(wanted."costAfter"), 'null'::jsonb))
      ELSE attempts END
  FROM wanted
  WHERE executions.organization_id = $1::uuid AND executions.created_at = wanted."createdAt"
    AND executions.id = wanted.id AND executions.created_at >= $4::timestamptz AND executions.created_at <= $5::timestamptz
    AND wanted.id IN (SELECT id FROM old_rows)
  RETURNING executions.id AS execution_id, cost_source, price_ref, ${COUNTED_COLUMNS}
), pairs AS (
  SELECT new_rows.*, old_rows.cost_usd AS cost_before, old_rows.cost_source AS source_before,
    old_rows.price_ref AS ref_before
  FROM new_rows JOIN old_rows ON old_rows.id = new_rows.execution_id
), noted AS (
  INSERT INTO repriced_executions (organization_id, repricing_id, created_at, execution_id, cost_before, cost_after,
    cost_source_before, cost_source_after, price_ref_before, price_ref_after)
  SELECT organization_id, $2::uuid, created_at, execution_id, cost_before, cost_usd, source_before, cost_source,
    ref_before, price_ref
  FROM pairs
), spent AS (
  INSERT INTO spend_days AS days (organization_id, dimension, ref, day, source, cost_usd, count, unpriced_count,
    input_tokens, cache_read_tokens, cache_write_tokens, output_tokens, reasoning_tokens, updated_at)
  SELECT organization_id, dimension, ref, (created_at AT TIME ZONE 'UTC')::date, source,
    sum(coalesce(cost_usd, 0) - coalesce(cost_before, 0)), 0,
    sum((cost_usd IS NULL)::int - (cost_before IS NULL)::int)::int, 0, 0, 0, 0, 0, now()
  FROM pairs CROSS JOIN LATERAL (
    VALUES ('organization', ''), ('task', task_slug), ('key', key_id::text), ('user', user_ref)
  ) AS dimensions(dimension, ref)
  WHERE ref IS NOT NULL
  GROUP BY 1, 2, 3, 4, 5 ORDER BY 1, 2, 3, 4, 5
  ON CONFLICT (organization_id, dimension, ref, day, source) DO UPDATE SET
    cost_usd = days.cost_usd + excluded.cost_usd,
    unpriced_count = days.unpriced_count + excluded.unpriced_count,
    updated_at = excluded.updated_at
), compared AS (${correctHoldoutsSql("pairs")}
), taken AS (
  ${insertDeltasSql("old_rows", -1)}
), given AS (
  ${insertDeltasSql("new_rows")}
)
SELECT coalesce(model_slug, '') AS model, count(*)::int AS changed, sum(coalesce(cost_before, 0)) AS "beforeUsd",
  sum(coalesce(cost_usd, 0)) AS "afterUsd",
  (count(*) FILTER (WHERE cost_before IS NULL AND cost_usd IS NOT NULL))::int AS "becameKnown",
  (count(*) FILTER (WHERE cost_before IS NOT NULL AND cost_usd IS NULL))::int AS "becameUnknown"
FROM pairs GROUP BY 1`;

/** Changes costs and everything that adds them up; see `CHANGE`. Returns what became of them, per model. */
export async function changeCosts(
  tx: DatabaseTransaction,
  organizationId: string,
  repricingId: string,
  wanted: readonly WantedCost[],
): Promise<ModelChange[]> {
  if (wanted.length === 0) return [];
  const times = wanted.map(({ createdAt }) => createdAt).sort();
  return tx.$queryRawUnsafe<ModelChange[]>(
    CHANGE,
    organizationId,
    repricingId,
    JSON.stringify(wanted),
    times[0],
    times.at(-1),
  );
}
