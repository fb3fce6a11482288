import { requireScope, type Ctx } from "@/lib/platform/ctx";
import { COUNTED_COLUMNS, insertDeltasSql } from "./rollup-sql";

/**
 * Takes away every execution of a task ($2) of an organization ($1), what was counted of them and what they spent, in
 * one statement: what another process stores meanwhile stays, with its sums.
 */
const DELETE = `
WITH removed AS (
  DELETE FROM executions WHERE organization_id = $1::uuid AND task_slug = $2
  RETURNING key_id, user_ref, ${COUNTED_COLUMNS}
), settled AS (
  SELECT * FROM removed WHERE status <> 'pending'
), unspent AS (
  SELECT dimension, ref, (created_at AT TIME ZONE 'UTC')::date AS day, coalesce(sum(cost_usd), 0) AS cost_usd,
    count(*)::int AS count, (count(*) - count(cost_usd))::int AS unpriced_count
  FROM settled CROSS JOIN LATERAL (
    VALUES ('organization', ''), ('task', task_slug), ('key', key_id::text), ('user', user_ref)
  ) AS dimensions(dimension, ref)
  WHERE ref IS NOT NULL GROUP BY 1, 2, 3
), returned AS (
  UPDATE spend_days AS days SET cost_usd = days.cost_usd - unspent.cost_usd, count = days.count - unspent.count,
    unpriced_count = days.unpriced_count - unspent.unpriced_count, updated_at = now()
  FROM unspent
  WHERE days.organization_id = $1::uuid AND days.dimension = unspent.dimension
    AND days.ref = unspent.ref AND days.day = unspent.day
)
${insertDeltasSql("settled", -1)}`;

/** Removes every execution of a task and what was counted of them. Meant for the demo: real ones are history. */
export async function deleteTaskExecutions(ctx: Ctx, task: string): Promise<void> {
  requireScope(ctx, "write");
  await ctx.db.$executeRawUnsafe(DELETE, ctx.organizationId, task);
}
