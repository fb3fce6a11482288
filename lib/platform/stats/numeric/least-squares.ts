import { compensatedSum } from "./compensated-sum";

export type LeastSquaresFit = {
  coefficients: number[];
  /** Root of the residual sum of squares over the degrees of freedom; 0 when there are none. */
  residualSd: number;
  residuals: number[];
  /** Rows minus columns. */
  df: number;
  /** xᵀ (XᵀX)⁻¹ x: the variance of the fitted value at `row`, in units of the residual variance. */
  leverage(row: readonly number[]): number;
};

/** A column that keeps less than this share of its length beside the others is a combination of them. */
const RANK_TOLERANCE = 1e-10;

/**
 * Ordinary least squares by modified Gram-Schmidt with reorthogonalisation (Björck 1967), stable where the normal
 * equations are not. Null when there are fewer rows than columns, or columns depend on each other.
 */
export function leastSquares(rows: readonly (readonly number[])[], y: readonly number[]): LeastSquaresFit | null {
  const width = rows[0]?.length ?? 0;
  if (width === 0 || rows.length < width) return null;
  const columns = Array.from({ length: width }, (_, column) => rows.map((row) => row[column]!));
  const r = columns.map(() => new Array<number>(width).fill(0));
  for (let j = 0; j < width; j++) {
    const column = columns[j]!;
    const length = norm(column);
    // Twice is enough (Giraud, Langou and Rozloznik 2005).
    for (let pass = 0; pass < 2; pass++) for (let i = 0; i < j; i++) r[i]![j]! += takeOff(column, columns[i]!);
    const left = norm(column);
    if (!(left > RANK_TOLERANCE * length)) return null;
    r[j]![j] = left;
    for (let row = 0; row < column.length; row++) column[row]! /= left;
  }
  const residuals = [...y];
  const projected = new Array<number>(width).fill(0);
  for (let pass = 0; pass < 2; pass++) columns.forEach((column, j) => (projected[j]! += takeOff(residuals, column)));
  const df = rows.length - width;
  return {
    coefficients: solveUpper(r, projected),
    residuals,
    residualSd: df > 0 ? norm(residuals) / Math.sqrt(df) : 0,
    df,
    leverage: (row) => norm(solveTransposed(r, row)) ** 2,
  };
}

/** Takes the part along the unit vector off, and says how much it was. */
function takeOff(vector: number[], unit: readonly number[]): number {
  const along = compensatedSum(vector.map((value, row) => value * unit[row]!));
  for (let row = 0; row < vector.length; row++) vector[row]! -= along * unit[row]!;
  return along;
}

/** Solves R x = b. */
function solveUpper(r: readonly number[][], b: readonly number[]): number[] {
  const x = [...b];
  for (let i = b.length - 1; i >= 0; i--) {
    for (let j = i + 1; j < b.length; j++) x[i]! -= r[i]![j]! * x[j]!;
    x[i]! /= r[i]![i]!;
  }
  return x;
}

/** Solves Rᵀ x = b. */
function solveTransposed(r: readonly number[][], b: readonly number[]): number[] {
  const x = [...b];
  for (let i = 0; i < b.length; i++) {
    for (let j = 0; j < i; j++) x[i]! -= r[j]![i]! * x[j]!;
    x[i]! /= r[i]![i]!;
  }
  return x;
}

const norm = (vector: readonly number[]): number => Math.hypot(...vector);
