import type { SampleSummary } from "../descriptive/summarise";
import { estimateEffect, type Difference } from "../effects/estimate-effect";
import type { Interval } from "../interval";
import { decided, DEFAULT_ALPHA, UNDECIDABLE, type Decidable, type Undecidable } from "../undecidable";

export type ConfidenceSequenceOptions = {
  /** Chance of ever, at any look, finding a difference where there is none. (Default: 0.05) */
  alpha?: number;
  /** Values of both arms together at which the interval is narrowest. (Default: 5,000) */
  tunedForCount?: number;
  /** (Default: absolute) */
  difference?: Difference;
};

export type ConfidenceSequenceAnswer = {
  effect: number;
  standardError: number;
  /** The tuning parameter that `tunedForCount` comes to. */
  rho: number;
  interval: Interval;
  /** Valid at every look. */
  p: number;
  /** Its natural logarithm, where p itself is too small for a double. */
  logP: number;
};

const DEFAULT_TUNED_FOR_COUNT = 5000;

/**
 * Whether two means differ, valid however often one looks: the asymptotic confidence sequence of Waudby-Smith, Arbour, Sinha,
 * Kennedy and Ramdas 2021 (arXiv 2103.06476, equations 9 and 155). Stopping at the first significant look is allowed.
 */
export function confidenceSequence(
  a: SampleSummary,
  b: SampleSummary,
  {
    alpha = DEFAULT_ALPHA,
    tunedForCount = DEFAULT_TUNED_FOR_COUNT,
    difference = "absolute",
  }: ConfidenceSequenceOptions = {},
): Decidable<ConfidenceSequenceAnswer> | Undecidable {
  const estimate = estimateEffect(a, b, difference);
  if (!estimate) return UNDECIDABLE;
  const { effect, standardError } = estimate;
  const rho = tuning(alpha, tunedForCount);
  const information = (a.count + b.count) * rho ** 2;
  const reach = ((information + 1) / information) * (2 * Math.log(1 / alpha) + Math.log1p(information));
  const width = standardError * Math.sqrt(reach);
  const z = effect / standardError;
  const evidence = ((z * z) / 2) * (information / (information + 1)) - Math.log1p(information) / 2;
  const logP = Math.min(0, -evidence);
  return decided(
    { effect, standardError, rho, interval: { low: effect - width, high: effect + width }, p: Math.exp(logP), logP },
    logP < Math.log(alpha),
  );
}

function tuning(alpha: number, count: number): number {
  const surprise = -2 * Math.log(alpha);
  return Math.sqrt((surprise + Math.log(surprise + 1)) / count);
}
