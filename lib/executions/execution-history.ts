import type { Database } from "@/lib/platform/db";
import { selectRollups, type RollupSums } from "./rollup-store";

/** What a model did for a task lately; `task` and `model` are slugs. */
export type HistoryEntry = RollupSums & { task: string; model: string };

const WINDOW_MS = 30 * 24 * 3_600_000;

/** Sums of the last 30 days per task and model: what the router learns from. */
export async function executionHistory(db: Database, organizationId: string, now: Date): Promise<HistoryEntry[]> {
  const window = { from: new Date(now.getTime() - WINDOW_MS), to: new Date(now.getTime() + 1) };
  const rows = await selectRollups(db, organizationId, { window }, ["task", "model"], null);
  return rows.filter((row) => row.model !== "");
}
