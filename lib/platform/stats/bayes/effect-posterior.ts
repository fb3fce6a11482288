import type { SampleSummary } from "../descriptive/summarise";
import { normalDensity, normalLowerTail, normalUpperTail, twoSidedNormalQuantile } from "../distributions/normal";
import { estimateEffect, type Difference } from "../effects/estimate-effect";
import type { Interval } from "../interval";
import { decided, UNDECIDABLE, type Decidable, type Undecidable } from "../undecidable";

export type EffectPosteriorOptions = {
  /** (Default: relative) */
  difference?: Difference;
  /** (Default: false) */
  isLowerBetter?: boolean;
  /** What was believed of the effect before, in its unit; null for nothing. (Default: null) */
  prior?: { mean: number; variance: number } | null;
  /** (Default: 0.95) */
  confidence?: number;
};

export type EffectPosteriorAnswer = {
  mean: number;
  sd: number;
  /** Chance that b is better, 0–1. */
  chanceToWin: number;
  /** Which contains the effect with the chance asked for. */
  interval: Interval;
  /** What one loses on average by keeping a, or by changing to b, in the unit of the effect. */
  lossKeepingA: number;
  lossChoosingB: number;
};

/** At this chance to win or lose the answer counts as significant. */
const SURE = 0.95;

/** What one believes of the effect of b against a, normal by normal (Gelman et al. 2013, 2.5). */
export function effectPosterior(
  a: SampleSummary,
  b: SampleSummary,
  { difference = "relative", isLowerBetter = false, prior = null, confidence = 0.95 }: EffectPosteriorOptions = {},
): Decidable<EffectPosteriorAnswer> | Undecidable {
  const estimate = estimateEffect(a, b, difference);
  if (!estimate) return UNDECIDABLE;
  const { mean, sd } = updated(estimate.effect, estimate.standardError, prior);
  const z = mean / sd;
  const chanceToWin = isLowerBetter ? normalUpperTail(z) : normalLowerTail(z);
  const width = twoSidedNormalQuantile(confidence) * sd;
  const [gain, loss] = [sd * meanAboveZero(z), sd * meanAboveZero(-z)];
  return decided(
    {
      mean,
      sd,
      chanceToWin,
      interval: { low: mean - width, high: mean + width },
      lossKeepingA: isLowerBetter ? loss : gain,
      lossChoosingB: isLowerBetter ? gain : loss,
    },
    Math.max(chanceToWin, 1 - chanceToWin) > SURE,
  );
}

function updated(effect: number, standardError: number, prior: { mean: number; variance: number } | null) {
  if (!prior || !(prior.variance > 0)) return { mean: effect, sd: standardError };
  const trust = prior.variance / (prior.variance + standardError ** 2);
  return { mean: prior.mean + trust * (effect - prior.mean), sd: standardError * Math.sqrt(trust) };
}

/** Mean of max(0, X) of a normal X with mean z and standard deviation 1. */
function meanAboveZero(z: number): number {
  return Math.max(0, normalDensity(z) + z * normalLowerTail(z));
}
