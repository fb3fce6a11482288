import type { Database } from "@/lib/platform/db";
import { deleteIdleSessions } from "./session-store";

const KEPT_MS = 30 * 24 * 3_600_000;

/** Forgets conversations that nobody continued for thirty days. */
export const purgeSessions = (db: Database, now: Date): Promise<number> =>
  deleteIdleSessions(db, new Date(now.getTime() - KEPT_MS));
