import { normalTwoSided, twoSidedNormalQuantile } from "../distributions/normal";
import type { Interval } from "../interval";
import { decided, DEFAULT_ALPHA, UNDECIDABLE, type Decidable, type Undecidable } from "../undecidable";
import { wilsonInterval } from "./proportion-interval";

export type Proportion = { successes: number; trials: number };

export type ProportionsAnswer = {
  shareA: number;
  shareB: number;
  /** Share of b less share of a. */
  difference: number;
  z: number;
  pTwoSided: number;
  /** With Yates' continuity correction (1934), for small counts. */
  pCorrected: number;
  /** Of the difference: from the unpooled variance, cut at -1 and 1. */
  wald: Interval;
  /** Of the difference: the hybrid score interval (Newcombe 1998, method 10), better near 0 and 1. */
  newcombe: Interval;
  /** Difference of the arcsines (Cohen 1988). */
  cohensH: number;
  /** The difference as a share of a; null when a has no success. */
  relativeLift: number | null;
};

/**
 * Whether two shares differ, by the z test with pooled variance. Undecidable with an empty arm and when all trials of both
 * succeed or all fail. (Defaults: alpha 0.05, intervals of 1 - alpha.)
 */
export function compareProportions(
  a: Proportion,
  b: Proportion,
  { alpha = DEFAULT_ALPHA, confidence = 1 - alpha }: { alpha?: number; confidence?: number } = {},
): Decidable<ProportionsAnswer> | Undecidable {
  const [shareA, shareB] = [a.successes / a.trials, b.successes / b.trials];
  const pooled = (a.successes + b.successes) / (a.trials + b.trials);
  const scale = 1 / a.trials + 1 / b.trials;
  const standardError = Math.sqrt(pooled * (1 - pooled) * scale);
  if (!(standardError > 0)) return UNDECIDABLE;
  const difference = shareB - shareA;
  const z = difference / standardError;
  const pTwoSided = normalTwoSided(z);
  return decided(
    {
      shareA,
      shareB,
      difference,
      z,
      pTwoSided,
      pCorrected: normalTwoSided(Math.max(0, Math.abs(difference) - 0.5 * scale) / standardError),
      wald: waldInterval(a, b, confidence),
      newcombe: newcombeInterval(a, b, confidence),
      cohensH: 2 * Math.asin(Math.sqrt(shareB)) - 2 * Math.asin(Math.sqrt(shareA)),
      relativeLift: a.successes === 0 ? null : difference / shareA,
    },
    pTwoSided < alpha,
  );
}

function waldInterval(a: Proportion, b: Proportion, confidence: number): Interval {
  const variance = ({ successes, trials }: Proportion) => ((successes / trials) * (1 - successes / trials)) / trials;
  const width = twoSidedNormalQuantile(confidence) * Math.sqrt(variance(a) + variance(b));
  const difference = b.successes / b.trials - a.successes / a.trials;
  return { low: Math.max(-1, difference - width), high: Math.min(1, difference + width) };
}

function newcombeInterval(a: Proportion, b: Proportion, confidence: number): Interval {
  const [shareA, shareB] = [a.successes / a.trials, b.successes / b.trials];
  const [aroundA, aroundB] = [wilsonInterval(a, confidence), wilsonInterval(b, confidence)];
  const difference = shareB - shareA;
  return {
    low: difference - Math.hypot(shareB - aroundB.low, aroundA.high - shareA),
    high: difference + Math.hypot(aroundB.high - shareB, shareA - aroundA.low),
  };
}
