import type { SampleSummary } from "../descriptive/summarise";
import { estimateEffect } from "../effects/estimate-effect";
import { decided, DEFAULT_ALPHA, UNDECIDABLE, type Decidable, type Undecidable } from "../undecidable";

export type MixtureSprtAnswer = { logLikelihoodRatio: number; p: number };

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
  const z = estimate.effect / estimate.standardError;
  const logLikelihoodRatio = ((z * z) / 2) * (ratio / (1 + ratio)) - Math.log1p(ratio) / 2;
  const p = Math.min(1, Math.exp(-logLikelihoodRatio));
  return decided({ logLikelihoodRatio, p }, p < alpha);
}
