import { decided, DEFAULT_ALPHA, UNDECIDABLE, type Decidable, type Undecidable } from "../undecidable";
import { exactTwoSided, rankPValues } from "./rank-p-values";
import { ranksOf } from "./ranks-of";

export type MannWhitneyAnswer = {
  /** Pairs in which b is greater, equal ones counting half. */
  u: number;
  /** Two-sided, from the normal distribution, corrected for ties and continuity. */
  pCorrected: number;
  /** The same without the correction for continuity. */
  pUncorrected: number;
  /** Two-sided, from all orders; null with ties and for large samples. */
  pExact: number | null;
  /** Chance that a value of b is greater than one of a, 0–1. */
  superiority: number;
  /** The same from -1 to 1 (Cliff 1993). */
  cliffsDelta: number;
};

/** Above so many pairs the exact distribution takes long, and the normal one has long been as good. */
const MAX_EXACT_PAIRS = 40_000;

/**
 * Whether values of b tend to be greater than those of a, whatever their distribution (Mann and Whitney 1947): latencies,
 * ratings. Undecidable with an empty arm and when all values are equal.
 */
export function mannWhitney(
  a: readonly number[],
  b: readonly number[],
  { alpha = DEFAULT_ALPHA }: { alpha?: number } = {},
): Decidable<MannWhitneyAnswer> | Undecidable {
  const pairs = a.length * b.length;
  const count = a.length + b.length;
  const { ranks, tieSum } = ranksOf([...a, ...b]);
  const variance = (pairs / 12) * (count + 1 - tieSum / (count * (count - 1)));
  if (!(variance > 0) || ![...a, ...b].every(Number.isFinite)) return UNDECIDABLE;
  const u = ranks.slice(a.length).reduce((sum, rank) => sum + rank, 0) - (b.length * (b.length + 1)) / 2;
  const p = rankPValues(u - pairs / 2, Math.sqrt(variance));
  const isExact = tieSum === 0 && pairs <= MAX_EXACT_PAIRS;
  const pExact = isExact ? exactP(a.length, b.length, Math.min(u, pairs - u)) : null;
  const superiority = u / pairs;
  return decided({ u, ...p, pExact, superiority, cliffsDelta: 2 * superiority - 1 }, (pExact ?? p.pCorrected) < alpha);
}

/**
 * From all orders of m and n values. How many give each U are the coefficients of the Gaussian binomial, built up factor by factor
 * (1 - q^(n+i)) / (1 - q^i) (MacMahon 1916); those below the middle lose no digits on the way.
 */
function exactP(m: number, n: number, smallerU: number): number {
  const [few, many] = [Math.min(m, n), Math.max(m, n)];
  const orders = new Float64Array(smallerU + 1);
  orders[0] = 1;
  let all = 1;
  for (let i = 1; i <= few; i++) {
    for (let u = smallerU; u >= many + i; u--) orders[u]! -= orders[u - many - i]!;
    for (let u = i; u <= smallerU; u++) orders[u]! += orders[u - i]!;
    all *= (many + i) / i;
  }
  return exactTwoSided(orders, all);
}
