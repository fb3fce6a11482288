import type { Database } from "@/lib/platform/db";

const DAY_MS = 24 * 3_600_000;
/** A deployment decides within days; what it decided by stays in its timeline. */
const KEPT_DAYS = 30;

/** Deletes what versions answered unseen more than 30 days ago, and returns how many answers that were. */
export async function purgeShadowAnswers(db: Database, now: Date): Promise<number> {
  const { count } = await db.shadowAnswer.deleteMany({
    where: { createdAt: { lt: new Date(now.getTime() - KEPT_DAYS * DAY_MS) } },
  });
  return count;
}
