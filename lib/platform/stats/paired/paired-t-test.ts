import { summarise } from "../descriptive/summarise";
import { varies } from "../descriptive/varies";
import { tTwoSided } from "../distributions/student-t";
import type { Interval } from "../interval";
import { meanInterval } from "../means/mean-interval";
import { decided, DEFAULT_ALPHA, UNDECIDABLE, type Decidable, type Undecidable } from "../undecidable";

export type PairedAnswer = {
  /** Mean of b less a. */
  meanDifference: number;
  t: number;
  df: number;
  pTwoSided: number;
  /** Of the mean difference. */
  interval: Interval;
  /** The mean difference in standard deviations of the differences (Cohen 1988, d_z). */
  cohensDz: number;
};

/**
 * Whether two measurements of the same units differ (Student 1908): two models on the same prompts. Values without a partner
 * are left out. Undecidable below two pairs and when all pairs differ by the same.
 */
export function pairedTTest(
  a: readonly number[],
  b: readonly number[],
  { alpha = DEFAULT_ALPHA }: { alpha?: number } = {},
): Decidable<PairedAnswer> | Undecidable {
  const differences = differencesOf(a, b);
  const summary = summarise(differences);
  const interval = meanInterval(summary, 1 - alpha);
  const { mean, sd, count } = summary;
  if (mean === null || sd === null || interval === null || !varies(sd, mean)) return UNDECIDABLE;
  const cohensDz = mean / sd;
  const t = cohensDz * Math.sqrt(count);
  const pTwoSided = tTwoSided(t, count - 1);
  return decided({ meanDifference: mean, t, df: count - 1, pTwoSided, interval, cohensDz }, pTwoSided < alpha);
}

/** b less a, pair by pair. */
export function differencesOf(a: readonly number[], b: readonly number[]): number[] {
  return Array.from({ length: Math.min(a.length, b.length) }, (_, index) => b[index]! - a[index]!);
}
