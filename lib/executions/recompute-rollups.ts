import type { Database } from "@/lib/platform/db";
import { lockRollups } from "./lock-rollups";
import { cellsSql, COUNTED_COLUMNS, ROLLUP_KEY, rollupsSql, upsertRollupsSql } from "./rollup-sql";
import type { TimeWindow } from "./time-window";

/**
 * Replaces the rollups of an organization ($1) from $2 until before $3, whole days (UTC), by what its executions say;
 * minutes only from $4. One statement, so it counts every execution that it sees and forgets every delta that it sees:
 * what is stored meanwhile brings a delta of its own.
 */
const RECOMPUTE = `
WITH settled AS (
  SELECT ${COUNTED_COLUMNS} FROM executions
  WHERE organization_id = $1::uuid AND created_at >= $2 AND created_at < $3 AND status <> 'pending'
), cells AS (${cellsSql("settled")}
), fresh AS MATERIALIZED (${rollupsSql("cells", "unit <> 'minute' OR at >= $4")}
), forgotten AS (
  DELETE FROM execution_deltas WHERE organization_id = $1::uuid AND at >= $2 AND at < $3
), stale AS (
  DELETE FROM execution_rollups AS rollup
  WHERE organization_id = $1::uuid AND unit IN ('minute', 'hour', 'day') AND at >= $2 AND at < $3 AND NOT EXISTS (
    SELECT 1 FROM fresh WHERE ${ROLLUP_KEY.map((column) => `fresh.${column} = rollup.${column}`).join(" AND ")})
)
${upsertRollupsSql("SELECT * FROM fresh", "replace")}`;

/** Brings the rollups of whole days (UTC) to what the executions say; minutes from `minutesFrom`. */
export async function recomputeRollups(
  db: Database,
  organizationId: string,
  { from, to }: TimeWindow,
  minutesFrom: Date,
): Promise<void> {
  await db.$transaction(
    async (tx) => {
      await lockRollups(tx, organizationId);
      await tx.$executeRawUnsafe(RECOMPUTE, organizationId, from, to, minutesFrom);
    },
    { timeout: 600_000 },
  );
}
