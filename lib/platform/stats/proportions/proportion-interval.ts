import { betaQuantile } from "../distributions/beta";
import { twoSidedNormalQuantile } from "../distributions/normal";
import type { Interval } from "../interval";
import type { Proportion } from "./compare-proportions";

/** Without a trial, or with counts that cannot be, every share is possible. */
const ANY_SHARE: Interval = { low: 0, high: 1 };

const hasTrials = ({ successes, trials }: Proportion): boolean =>
  trials >= 1 && trials < Infinity && successes >= 0 && successes <= trials;

/** With so many of both kinds all intervals are the same to eight digits, and the beta distribution takes long. */
const MANY = 1e8;

const hasMany = ({ successes, trials }: Proportion): boolean => Math.min(successes, trials - successes) > MANY;

/** The score interval (Wilson 1927): right on average, and never outside 0–1. */
export function wilsonInterval(proportion: Proportion, confidence = 0.95): Interval {
  if (!hasTrials(proportion)) return ANY_SHARE;
  const { successes, trials } = proportion;
  const z = twoSidedNormalQuantile(confidence);
  const share = successes / trials;
  const scale = 1 + (z * z) / trials;
  const centre = (share + (z * z) / (2 * trials)) / scale;
  const width = (z / scale) * Math.sqrt((share * (1 - share)) / trials + (z / (2 * trials)) ** 2);
  return {
    low: successes === 0 ? 0 : Math.max(0, centre - width),
    high: successes === trials ? 1 : Math.min(1, centre + width),
  };
}

/** The exact interval (Clopper and Pearson 1934): at least as sure as it says, wider than it need be. */
export function clopperPearsonInterval(proportion: Proportion, confidence = 0.95): Interval {
  if (!hasTrials(proportion)) return ANY_SHARE;
  if (hasMany(proportion)) return wilsonInterval(proportion, confidence);
  const { successes, trials } = proportion;
  const tail = (1 - confidence) / 2;
  const failures = trials - successes;
  return {
    low: successes === 0 ? 0 : betaQuantile(tail, successes, failures + 1),
    high: failures === 0 ? 1 : betaQuantile(1 - tail, successes + 1, failures),
  };
}

/** What one believes of the share having seen the trials and nothing before: quantiles of Beta(successes + 1, failures + 1). */
export function betaPosteriorInterval(proportion: Proportion, confidence = 0.95): Interval {
  if (hasMany(proportion)) return wilsonInterval(proportion, confidence);
  const { successes, trials } = hasTrials(proportion) ? proportion : { successes: 0, trials: 0 };
  const tail = (1 - confidence) / 2;
  const failures = trials - successes;
  return {
    low: betaQuantile(tail, successes + 1, failures + 1),
    high: betaQuantile(1 - tail, successes + 1, failures + 1),
  };
}
