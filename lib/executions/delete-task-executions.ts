import { requireScope, type Ctx } from "@/lib/platform/ctx";
import { addHoldoutsSql } from "./holdout-sql";
import { COUNTED_COLUMNS, insertDeltasSql } from "./rollup-sql";
import { addSpendSql } from "./spend-sql";

/**
 * Takes away every execution of a task ($2) of an organization ($1), what was counted of them and what they spent, in
 * one statement: what another process stores meanwhile stays, with its sums.
 */
const DELETE = `
WITH removed AS (
  DELETE FROM executions WHERE organization_id = $1::uuid AND task_slug = $2
  RETURNING ${COUNTED_COLUMNS}
), settled AS (
  SELECT * FROM removed WHERE status <> 'pending'
), returned AS (${addSpendSql("settled", -1)}
), uncompared AS (${addHoldoutsSql("settled", -1)}
)
${insertDeltasSql("settled", -1)}`;

/** Removes every execution of a task and what was counted of them. Meant for the demo: real ones are history. */
export async function deleteTaskExecutions(ctx: Ctx, task: string): Promise<void> {
  requireScope(ctx, "write");
  await ctx.db.$executeRawUnsafe(DELETE, ctx.organizationId, task);
}
