import type { Database, DatabaseTransaction } from "../db";
import type { Ctx } from "../ctx";
import { deleteJobRows, deleteOldJobRows } from "./store";

const DAY_MS = 24 * 3_600_000;
/** How long a finished job can still be looked up. */
const KEPT_DAYS = 30;

/**
 * Deletes finished jobs after 30 days and returns how many they were. Those of `keptKinds` stay: their domain shows
 * them for as long as it keeps what they made, and deletes them with it.
 */
export function purgeFinishedJobs(db: Database, now: Date, keptKinds: readonly string[]): Promise<number> {
  return deleteOldJobRows(db, new Date(now.getTime() - KEPT_DAYS * DAY_MS), keptKinds);
}

/** Deletes jobs with what they made. The runner of one that still runs loses its lease, and so cannot store any more. */
export function deleteJobs(tx: DatabaseTransaction, { organizationId }: Ctx, ids: readonly string[]): Promise<number> {
  return deleteJobRows(tx, organizationId, ids);
}
