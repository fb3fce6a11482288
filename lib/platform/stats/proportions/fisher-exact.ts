import { binomialDensity } from "../numeric/point-densities";

export type FisherAnswer = {
  /** Of all tables with the same sums, those no more probable than this one. */
  pTwoSided: number;
  /** That the odds ratio is not above 1. */
  pGreater: number;
  /** That the odds ratio is not below 1. */
  pLess: number;
};

/** Tables whose chance differs by less are equally probable, as in R. */
const AS_PROBABLE = 1 + 1e-7;
/** Terms below this share of the sum are beyond a double. */
const NEGLIGIBLE = 1e-18;

/**
 * Whether rows and columns of [[r1c1, r1c2], [r2c1, r2c2]] are independent (Fisher 1934), exact for counts of any size. All 1
 * when the sums leave no choice; null when a count is negative or not whole.
 */
export function fisherExact(
  table: readonly [readonly [number, number], readonly [number, number]],
): FisherAnswer | null {
  if (!table.flat().every((count) => Number.isSafeInteger(count) && count >= 0)) return null;
  const [[a, b], [c, d]] = table;
  const chance = (x: number) => hypergeometric(x, { row: a + b, otherRow: c + d, column: a + c });
  const [low, high] = [Math.max(0, a - d), Math.min(a + b, a + c)];
  const upwards = (from: number) => tail(chance, from, 1, high);
  const downwards = (from: number) => tail(chance, from, -1, low);
  const pGreater = Math.min(1, upwards(a));
  const pLess = Math.min(1, downwards(a));
  const limit = chance(a) * AS_PROBABLE;
  const mode = Math.floor(((a + b + 1) * (a + c + 1)) / (a + b + c + d + 2));
  const isAbove = a >= mode;
  const other = firstAtMost(chance, limit, isAbove ? { from: mode, to: low } : { from: mode, to: high });
  if (other === null) return { pTwoSided: isAbove ? pGreater : pLess, pGreater, pLess };
  // When both tails meet, every table is at most as probable as this one.
  const isEvery = isAbove ? other >= a - 1 : other <= a + 1;
  if (isEvery) return { pTwoSided: 1, pGreater, pLess };
  const pTwoSided = Math.min(1, isAbove ? pGreater + downwards(other) : pLess + upwards(other));
  return { pTwoSided, pGreater, pLess };
}

/** Chance of x in the first cell, by way of three binomials (Loader 2000), which stays exact for large counts. */
function hypergeometric(
  x: number,
  { row, otherRow, column }: { row: number; otherRow: number; column: number },
): number {
  const total = row + otherRow;
  if (total === 0) return 1;
  const [p, q] = [column / total, (total - column) / total];
  return (
    (binomialDensity(x, row, p, q) * binomialDensity(column - x, otherRow, p, q)) / binomialDensity(column, total, p, q)
  );
}

/** Sum of the chances from `from` on to the `end`, until nothing more is added. */
function tail(chance: (x: number) => number, from: number, step: 1 | -1, end: number): number {
  let sum = 0;
  let last = 0;
  for (let x = from; (end - x) * step >= 0; x += step) {
    const term = chance(x);
    sum += term;
    if (term < NEGLIGIBLE * sum && term <= last) break;
    last = term;
  }
  return sum;
}

/** The first x on the way from the mode outwards whose chance is at most `limit`; null when there is none. */
function firstAtMost(
  chance: (x: number) => number,
  limit: number,
  { from, to }: { from: number; to: number },
): number | null {
  if (chance(to) > limit) return null;
  const step = to >= from ? 1 : -1;
  let [near, far] = [0, Math.abs(to - from)];
  while (near < far) {
    const middle = Math.floor((near + far) / 2);
    if (chance(from + step * middle) <= limit) far = middle;
    else near = middle + 1;
  }
  return from + step * near;
}
