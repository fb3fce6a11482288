import type { SampleSummary } from "../descriptive/summarise";
import { varies } from "../descriptive/varies";
import type { Proportion } from "../proportions/compare-proportions";

export type Difference = "absolute" | "relative";

export type EffectEstimate = { effect: number; standardError: number };

/** Successes as a sample of zeros and ones, with the variance p(1 - p). */
export function summariseProportion({ successes, trials }: Proportion): SampleSummary {
  if (!(trials > 0)) return { count: 0, mean: null, sd: null };
  const share = successes / trials;
  return { count: trials, mean: share, sd: Math.sqrt(share * (1 - share)) };
}

/**
 * b less a, or that as a share of the size of a (variance by the delta method). Null when a mean or its spread is unknown,
 * nothing varies, or the share would be one of 0.
 */
export function estimateEffect(a: SampleSummary, b: SampleSummary, difference: Difference): EffectEstimate | null {
  if (a.mean === null || b.mean === null || a.sd === null || b.sd === null) return null;
  const [errorA, errorB] = [a.sd / Math.sqrt(a.count), b.sd / Math.sqrt(b.count)];
  if (!varies(Math.hypot(errorA, errorB), a.mean, b.mean)) return null;
  const size = Math.abs(a.mean);
  const isRelative = difference === "relative";
  const effect = isRelative ? (b.mean - a.mean) / size : b.mean - a.mean;
  const standardError = isRelative
    ? Math.hypot(errorB / size, (errorA / size) * (b.mean / size))
    : Math.hypot(errorA, errorB);
  return Number.isFinite(effect) && Number.isFinite(standardError) ? { effect, standardError } : null;
}
