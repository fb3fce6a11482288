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
const MAX_EXACT_PAIRS = 20_000;

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
  const pExact = isExact ? exactTwoSided(chancesOfU(a.length, b.length), u) : null;
  const superiority = u / pairs;
  return decided({ u, ...p, pExact, superiority, cliffsDelta: 2 * superiority - 1 }, (pExact ?? p.pCorrected) < alpha);
}

/**
 * Chance of each U when all orders of m and n values are equally likely: the last value comes from one arm or the other
 * (Mann and Whitney 1947, recurrence of section 3, in chances so that nothing overflows).
 */
function chancesOfU(m: number, n: number): Float64Array {
  let row = Array.from({ length: n + 1 }, () => Float64Array.of(1));
  for (let i = 1; i <= m; i++) {
    const next = [Float64Array.of(1)];
    for (let j = 1; j <= n; j++) {
      const chances = new Float64Array(i * j + 1);
      const [withoutA, withoutB] = [row[j]!, next[j - 1]!];
      for (let value = 0; value < withoutA.length; value++) chances[value + j]! += (i / (i + j)) * withoutA[value]!;
      for (let value = 0; value < withoutB.length; value++) chances[value]! += (j / (i + j)) * withoutB[value]!;
      next.push(chances);
    }
    row = next;
  }
  return row[n]!;
}
