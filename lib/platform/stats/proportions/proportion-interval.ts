import { betaQuantile } from "../distributions/beta";
import { twoSidedNormalQuantile } from "../distributions/normal";
import type { Interval } from "../interval";
import type { Proportion } from "./compare-proportions";

/** Without a trial every share is possible. */
const ANY_SHARE: Interval = { low: 0, high: 1 };

/** The score interval (Wilson 1927): right on average, and never outside 0–1. */
export function wilsonInterval({ successes, trials }: Proportion, confidence = 0.95): Interval {
  if (!(trials > 0)) return ANY_SHARE;
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
export function clopperPearsonInterval({ successes, trials }: Proportion, confidence = 0.95): Interval {
  if (!(trials > 0)) return ANY_SHARE;
  const tail = (1 - confidence) / 2;
  const failures = trials - successes;
  return {
    low: successes === 0 ? 0 : betaQuantile(tail, successes, failures + 1),
    high: failures === 0 ? 1 : betaQuantile(1 - tail, successes + 1, failures),
  };
}

/** What one believes of the share having seen the trials and nothing before: quantiles of Beta(successes + 1, failures + 1). */
export function betaPosteriorInterval({ successes, trials }: Proportion, confidence = 0.95): Interval {
  const tail = (1 - confidence) / 2;
  const failures = trials - successes;
  return {
    low: betaQuantile(tail, successes + 1, failures + 1),
    high: betaQuantile(1 - tail, successes + 1, failures + 1),
  };
}
