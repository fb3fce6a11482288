import type { Database, DatabaseTransaction } from "./prisma-client";

/** Imported executions older than this stay in the default partition, which costs nothing but a slower clean-up. */
const MONTHS_BACK = 24;

/**
 * Creates the monthly partitions of `executions` from this month to `monthsAhead` later (Default: 2), and those of the
 * last 24 months for which rows wait in the default partition. Returns how many were created. Call it at start and daily.
 */
export async function ensureExecutionPartitions(
  db: Database | DatabaseTransaction,
  now: Date,
  monthsAhead = 2,
): Promise<number> {
  const month = (offset: number) => new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + offset, 1));
  const rows = await db.$queryRaw<{ created: boolean }[]>`
    SELECT ensure_execution_partition(month_start) AS created
    FROM (
      SELECT generate_series(${month(0)}::timestamptz AT TIME ZONE 'UTC', ${month(monthsAhead)}::timestamptz AT TIME ZONE 'UTC', INTERVAL '1 month')::date AS month_start
      UNION
      SELECT DISTINCT date_trunc('month', created_at AT TIME ZONE 'UTC')::date
      FROM executions_default
      WHERE created_at >= ${month(-MONTHS_BACK)} AND created_at < ${month(monthsAhead + 1)}
    ) AS months
    ORDER BY month_start`;
  return rows.filter((row) => row.created).length;
}
