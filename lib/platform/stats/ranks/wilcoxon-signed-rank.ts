import { differencesOf } from "../paired/paired-t-test";
import { decided, DEFAULT_ALPHA, UNDECIDABLE, type Decidable, type Undecidable } from "../undecidable";
import { exactTwoSided, rankPValues } from "./rank-p-values";
import { ranksOf } from "./ranks-of";

export type WilcoxonAnswer = {
  /** Sum of the ranks of the pairs in which b is greater. */
  v: number;
  /** Two-sided, from the normal distribution, corrected for ties and continuity. */
  pCorrected: number;
  /** The same without the correction for continuity. */
  pUncorrected: number;
  /** Two-sided, from all signs; null with ties, with equal pairs, and for large samples. */
  pExact: number | null;
};

const MAX_EXACT_PAIRS = 250;

/** Differences closer than this are the same number written differently (0.3 - 0.1 and 0.2). */
const DIGITS = 1e10;

/**
 * Whether two measurements of the same units differ, whatever the distribution of the differences (Wilcoxon 1945). Equal pairs
 * tell nothing and are dropped; undecidable without any other.
 */
export function wilcoxonSignedRank(
  a: readonly number[],
  b: readonly number[],
  { alpha = DEFAULT_ALPHA }: { alpha?: number } = {},
): Decidable<WilcoxonAnswer> | Undecidable {
  const all = differencesOf(a, b).map(withoutRounding);
  const differences = all.filter((difference) => difference !== 0);
  const n = differences.length;
  if (n === 0 || !differences.every(Number.isFinite)) return UNDECIDABLE;
  const { ranks, tieSum } = ranksOf(differences.map(Math.abs));
  const v = ranks.reduce((sum, rank, index) => (differences[index]! > 0 ? sum + rank : sum), 0);
  const variance = (n * (n + 1) * (2 * n + 1)) / 24 - tieSum / 48;
  const p = rankPValues(v - (n * (n + 1)) / 4, Math.sqrt(variance));
  const isExact = tieSum === 0 && n === all.length && n <= MAX_EXACT_PAIRS;
  const pExact = isExact ? exactP(n, Math.min(v, (n * (n + 1)) / 2 - v)) : null;
  return decided({ v, ...p, pExact }, (pExact ?? p.pCorrected) < alpha);
}

function withoutRounding(difference: number): number {
  const scaled = difference * DIGITS;
  return Math.abs(scaled) < Number.MAX_SAFE_INTEGER ? Math.round(scaled) / DIGITS : difference;
}

/** From all signs: each rank counts or does not by the toss of a coin. */
function exactP(n: number, smallerV: number): number {
  const chances = new Float64Array(smallerV + 1);
  chances[0] = 1;
  for (let rank = 1; rank <= n; rank++) {
    for (let sum = smallerV; sum >= 0; sum--) {
      chances[sum] = (chances[sum]! + (sum >= rank ? chances[sum - rank]! : 0)) / 2;
    }
  }
  return exactTwoSided(chances, 1);
}
