import { dropEmptyExecutionPartitions, ensureExecutionPartitions } from "./ensure-execution-partitions";
import type { DatabaseHandle } from "./open-database";

/**
 * Daily upkeep: the next partitions, the empty ones of the past, and on the embedded database, which has no autovacuum, the space of dead rows and
 * fresh statistics for the planner. There it holds up other queries: about a second per few hundred thousand rows.
 */
export async function maintainDatabase({ db, kind }: DatabaseHandle, now: Date): Promise<void> {
  await ensureExecutionPartitions(db, now);
  await dropEmptyExecutionPartitions(db, now);
  if (kind === "embedded") await db.$executeRawUnsafe("VACUUM (ANALYZE)");
}
