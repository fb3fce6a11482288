import type { Database } from "@/lib/platform/db";
import { DAY_MS, MINUTES_KEPT_MS } from "./time-window";

/** Removes sums per minute that no answer reads any more; those per hour and day say the same. */
export async function purgeMinuteRollups(db: Database, now: Date): Promise<void> {
  // A day longer than answers reach, because the window before one that just fits is read as well.
  const before = new Date(now.getTime() - MINUTES_KEPT_MS - DAY_MS);
  await db.$executeRaw`
    DELETE FROM execution_rollups USING organizations
    WHERE organization_id = organizations.id AND unit = 'minute' AND at < ${before}`;
}
