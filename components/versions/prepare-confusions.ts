import type { Evaluation } from "@/lib/training/schemas";

/** One square of the heat map: row = true label, column = answer, both by index. */
export type HeatCell = { row: number; column: number; count: number; shade: number; isRight: boolean };

export type HeatMap = { labels: string[]; cells: HeatCell[] };

/**
 * The confusion matrix as coloured squares. `shade` (0–1) is the share of the true label's examples, its root, so that
 * rare confusions of large labels can still be seen. Zeros are left out.
 */
export function prepareHeatMap({ labels, cells }: Evaluation["confusions"]): HeatMap {
  const totals = new Map<number, number>();
  for (const [truth, , count] of cells) totals.set(truth, (totals.get(truth) ?? 0) + count);
  return {
    labels,
    cells: cells.map(([row, column, count]) => ({
      row,
      column,
      count,
      shade: Math.sqrt(count / (totals.get(row) ?? count)),
      isRight: row === column,
    })),
  };
}
