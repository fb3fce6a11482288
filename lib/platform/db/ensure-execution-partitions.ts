import type { Database } from "./prisma-client";

/** Imported executions older than this stay in the default partition, which costs nothing but a slower clean-up. */
const MONTHS_BACK = 24;

/**
 * Creates the monthly partitions of `executions` from this month to `monthsAhead` later (Default: 2), and those of the
 * last 24 months for which rows wait in the default partition. Returns how many were created. Call it at start and daily.
 */
export async function ensureExecutionPartitions(db: Database, now: Date, monthsAhead = 2): Promise<number> {
  const month = (offset: number) => new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + offset, 1));
  const waiting = await db.$queryRaw<{ start: Date }[]>`
    SELECT DISTINCT date_trunc('month', created_at AT TIME ZONE 'UTC') AT TIME ZONE 'UTC' AS start
    FROM executions_default
    WHERE created_at >= ${month(-MONTHS_BACK)} AND created_at < ${month(0)}`;
  const starts = [...waiting.map(({ start }) => start), ...Array.from({ length: monthsAhead + 1 }, (_, i) => month(i))];
  let createdCount = 0;
  for (const start of starts) {
    const [row] = await db.$queryRaw<{ created: boolean }[]>`
      SELECT ensure_execution_partition((${start}::timestamptz AT TIME ZONE 'UTC')::date) AS created`;
    if (row?.created) createdCount++;
  }
  return createdCount;
}

/** Drops the partitions of months that ended before the last month began and hold no row. Returns how many those were. */
export async function dropEmptyExecutionPartitions(db: Database, now: Date): Promise<number> {
  const month = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - 1, 1)).toISOString().slice(0, 10);
  const [row] = await db.$queryRaw<{ dropped: number }[]>`
    SELECT drop_empty_execution_partitions(${month}::date) AS dropped`;
  return row!.dropped;
}
