import type { Database } from "@/lib/platform/db";
import type { ExecutionSums } from "./execution-sums";
import { readSums } from "./read-sums";
import type { TimeWindow } from "./time-window";

/**
 * What a model did for a task lately, apart for each final state; `task` and `model` are slugs. The histogram is that
 * of executions that answered in full, and empty for all others.
 */
export type HistoryEntry = ExecutionSums & { task: string; model: string; status: string; successCount: number };

/** Sums of a window's whole hours, per task, model and state: what the router learns from. `to` is excluded. */
export async function executionHistory(
  db: Database,
  organizationId: string,
  window: TimeWindow,
): Promise<HistoryEntry[]> {
  const rows = await readSums(db, organizationId, {
    window,
    filter: {},
    by: ["task", "model"],
    step: null,
    isLiveOnly: true,
  });
  return rows
    .filter((row) => row.model !== "")
    .map((row) =>
      row.status === "success"
        ? { ...row, successCount: row.count }
        : { ...row, successCount: 0, latencyHistogram: new Uint8Array() },
    );
}
