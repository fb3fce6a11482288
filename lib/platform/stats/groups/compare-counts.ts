import { chiSquareUpperTail } from "../distributions/chi-square";
import { compensatedSum } from "../numeric/compensated-sum";
import { decided, DEFAULT_ALPHA, UNDECIDABLE, type Decidable, type Undecidable } from "../undecidable";

export type CountsAnswer = {
  chiSquare: number;
  df: number;
  p: number;
  /** Strength of the association, 0–1 (Cramér 1946). */
  cramersV: number;
};

/**
 * Whether the rows of a table of counts have the same shares (Pearson 1900), without continuity correction. Empty rows and
 * columns are left out; undecidable below two of each.
 */
export function compareCounts(
  table: readonly (readonly number[])[],
  { alpha = DEFAULT_ALPHA }: { alpha?: number } = {},
): Decidable<CountsAnswer> | Undecidable {
  const rowSums = table.map(compensatedSum);
  const width = Math.max(0, ...table.map((row) => row.length));
  const columnSums = Array.from({ length: width }, (_, column) => compensatedSum(table.map((row) => row[column] ?? 0)));
  const total = compensatedSum(rowSums);
  const rows = rowSums.filter((sum) => sum > 0).length;
  const columns = columnSums.filter((sum) => sum > 0).length;
  const df = (rows - 1) * (columns - 1);
  if (rows < 2 || columns < 2) return UNDECIDABLE;
  const chiSquare = compensatedSum(
    table.flatMap((row, i) =>
      columnSums.map((columnSum, j) => {
        const expected = rowSums[i]! * (columnSum / total);
        return expected > 0 ? ((row[j] ?? 0) - expected) ** 2 / expected : 0;
      }),
    ),
  );
  const p = chiSquareUpperTail(chiSquare, df);
  const cramersV = Math.sqrt(chiSquare / total / Math.min(rows - 1, columns - 1));
  return decided({ chiSquare, df, p, cramersV }, p < alpha);
}
