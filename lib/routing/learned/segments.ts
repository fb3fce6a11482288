import type { EvidenceTable } from "./evidence-table";

export type Segments = {
  /** Tasks by segment; the last segment, which has none, holds everything else. */
  tasks: readonly string[];
  ofRow: Uint16Array;
  rows: readonly (readonly number[])[];
};

/** Fewer prompts of a task tell nothing of their own. */
const MIN_ROWS = 30;

/** Parts of the prompts that get a rule of their own: the tasks with enough of them. */
export function segmentsOf(table: EvidenceTable, useTask: boolean): Segments {
  const byTask = new Map<string, number[]>();
  table.prompts.forEach(({ task }, row) => {
    if (task === null || !useTask) return;
    const rows = byTask.get(task) ?? [];
    rows.push(row);
    byTask.set(task, rows);
  });
  const frequent = [...byTask].filter(([, rows]) => rows.length >= MIN_ROWS);
  const ofRow = new Uint16Array(table.prompts.length).fill(frequent.length);
  frequent.forEach(([, rows], segment) => rows.forEach((row) => (ofRow[row] = segment)));
  const rest = [...ofRow.keys()].filter((row) => ofRow[row] === frequent.length);
  return { tasks: frequent.map(([task]) => task), ofRow, rows: [...frequent.map(([, rows]) => rows), rest] };
}
