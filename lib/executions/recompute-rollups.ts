import type { Database } from "@/lib/platform/db";
import { lockRollups } from "./lock-rollups";
import { cellsSql, COUNTED_COLUMNS, ROLLUP_KEY, rollupsSql, upsertRollupsSql } from "./rollup-sql";
import { correctSpendSql } from "./spend-sql";
import type { TimeWindow } from "./time-window";

/**
 * Replaces the rollups of an organization ($1) from $2 until before $3, whole days (UTC), by what its executions say,
 * and corrects what they spent. One statement, so it counts every execution that it sees and forgets every delta that
 * it sees: what is stored meanwhile brings a delta of its own.
 */
const recompute = (unit: "minute" | "hour"): string => `
WITH settled AS (
  SELECT ${COUNTED_COLUMNS} FROM executions
  WHERE organization_id = $1::uuid AND created_at >= $2::timestamptz AND created_at < $3::timestamptz AND status <> 'pending'
), cells AS (${cellsSql("settled", { unit })}
), fresh AS MATERIALIZED (${rollupsSql("cells", unit === "hour" ? "unit <> 'minute'" : "TRUE")}
), forgotten AS (
  DELETE FROM execution_deltas WHERE organization_id = $1::uuid AND at >= $2 AND at < $3
), stale AS (
  DELETE FROM execution_rollups AS rollup
  WHERE organization_id = $1::uuid AND unit IN ('minute', 'hour', 'day') AND at >= $2 AND at < $3 AND NOT EXISTS (
    SELECT 1 FROM fresh WHERE ${ROLLUP_KEY.map((column) => `fresh.${column} = rollup.${column}`).join(" AND ")})
), corrected AS (${correctSpendSql(
  "settled",
  "organization_id = $1::uuid AND day >= ($2::timestamptz AT TIME ZONE 'UTC')::date AND day < ($3::timestamptz AT TIME ZONE 'UTC')::date",
)}
)
${upsertRollupsSql("SELECT * FROM fresh", "replace")}`;

const RECOMPUTE = recompute("hour");
const RECOMPUTE_WITH_MINUTES = recompute("minute");

/**
 * Brings all that is counted of whole days (UTC) to what the executions say. Without minutes those that there are go.
 * Days of which executions were deleted are left as they are.
 */
export async function recomputeRollups(
  db: Database,
  organizationId: string,
  { from, to }: TimeWindow,
  { withMinutes }: { withMinutes: boolean },
): Promise<void> {
  await db.$transaction(
    async (tx) => {
      // A day of millions may take longer than a request may.
      await tx.$executeRaw`SET LOCAL statement_timeout = 0`;
      await lockRollups(tx, organizationId);
      // Read under the lock, which a purge takes before it deletes: nothing is deleted of a day that is being counted.
      const purge = await tx.executionPurge.findUnique({ where: { organizationId } });
      if (purge !== null && from < purge.before) return;
      await tx.$executeRawUnsafe(withMinutes ? RECOMPUTE_WITH_MINUTES : RECOMPUTE, organizationId, from, to);
    },
    { timeout: 600_000 },
  );
}
