import type { SampleSummary } from "../descriptive/summarise";
import { estimateEffect } from "../effects/estimate-effect";
import type { Interval } from "../interval";
import { decided, DEFAULT_ALPHA, UNDECIDABLE, type Decidable, type Undecidable } from "../undecidable";

export type MixtureSprtAnswer = {
  effect: number;
  standardError: number;
  logLikelihoodRatio: number;
  /** Effects that the test does not reject; holds at every look. */
  interval: Interval;
  p: number;
};

/**
 * The mixture sequential probability ratio test (Robbins 1970, Johari, Pekelis and Walsh 2015), also valid at every look:
 * effects are expected to scatter around 0 with the standard deviation `expectedSd`, in the unit of the means.
 */
export function mixtureSprt(
  a: SampleSummary,
  b: SampleSummary,
  { expectedSd, alpha = DEFAULT_ALPHA }: { expectedSd: number; alpha?: number },
): Decidable<MixtureSprtAnswer> | Undecidable {
  const estimate = estimateEffect(a, b, "absolute");
  if (!estimate || !(expectedSd > 0)) return UNDECIDABLE;
  const ratio = (expectedSd / estimate.standardError) ** 2;
  const { effect, standardError } = estimate;
  const z = effect / standardError;
  const logLikelihoodRatio = ((z * z) / 2) * (ratio / (1 + ratio)) - Math.log1p(ratio) / 2;
  const p = Math.min(1, Math.exp(-logLikelihoodRatio));
  const width = standardError * Math.sqrt(((1 + ratio) / ratio) * (Math.log1p(ratio) - 2 * Math.log(alpha)));
  const interval = { low: effect - width, high: effect + width };
  return decided({ effect, standardError, logLikelihoodRatio, interval, p }, p < alpha);
}
