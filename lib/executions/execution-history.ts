import type { Database } from "@/lib/platform/db";
import { selectRollups, type RollupSums } from "./rollup-store";
import type { TimeWindow } from "./time-window";

/** What a model did for a task lately, apart for each final state; `task` and `model` are slugs. */
export type HistoryEntry = RollupSums & { task: string; model: string };

/** Sums of a window's whole hours, per task, model and state: what the router learns from. `to` is excluded. */
export async function executionHistory(
  db: Database,
  organizationId: string,
  window: TimeWindow,
): Promise<HistoryEntry[]> {
  const rows = await selectRollups(db, organizationId, { window }, ["task", "model", "status"], null);
  return rows.filter((row) => row.model !== "");
}
