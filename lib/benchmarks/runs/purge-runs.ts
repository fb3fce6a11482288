import type { Database } from "@/lib/platform/db";

/** A run every hour would otherwise fill the database with answers that nobody compares any more. */
const KEPT_MS = 180 * 24 * 3_600_000;

/** Deletes old runs with their results. What they told the registry stays. */
export async function purgeBenchmarkRuns(db: Database, now: Date): Promise<number> {
  const { count } = await db.benchmarkRun.deleteMany({
    where: { createdAt: { lt: new Date(now.getTime() - KEPT_MS) } },
  });
  return count;
}
