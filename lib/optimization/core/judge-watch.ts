import { meanInterval, wilsonInterval } from "@/lib/platform/stats";
import type { MeasuredConfiguration } from "@/lib/executions";

/** Live requests below which nothing is said. */
export const MIN_REQUESTS = 20;
/** Live requests that fared well before what is tried on a few serves the rest. */
export const CANARY_REQUESTS = 100;
/** Share of failures that may be added, and points of quality that may be lost, before a change is taken back. */
const FAILURES = 0.02;
const QUALITY_POINTS = 2;

export type WatchVerdict = { verdict: "too_few" | "well" | "worse"; reason: string };

/**
 * Whether live traffic is surely worse since a change: only then it is taken back by itself. "Surely": the 95 %
 * intervals of before and after lie apart by more than the margin.
 */
export function judgeWatch(before: MeasuredConfiguration, after: MeasuredConfiguration): WatchVerdict {
  if (after.count < MIN_REQUESTS) {
    return {
      verdict: "too_few",
      reason: `${after.count} live requests so far; from ${MIN_REQUESTS} on they are judged`,
    };
  }
  const failedAfter = wilsonInterval({ successes: after.failedCount, trials: after.count });
  const failedBefore =
    before.count > 0 ? wilsonInterval({ successes: before.failedCount, trials: before.count }) : { low: 0, high: 0 };
  if (failedAfter.low > failedBefore.high + FAILURES) {
    return {
      verdict: "worse",
      reason: `${percent(after.failedCount / after.count)} of ${after.count} live requests failed, before it was ${percent(before.count > 0 ? before.failedCount / before.count : 0)}`,
    };
  }
  const [was, is] = [qualityOf(before), qualityOf(after)];
  if (was && is && is.high < was.low - QUALITY_POINTS) {
    return {
      verdict: "worse",
      reason: `The quality of live answers fell from ${before.qualityMean!.toFixed(1)} to ${after.qualityMean!.toFixed(1)}`,
    };
  }
  return { verdict: "well", reason: `${after.count} live requests since then show nothing worse` };
}

const qualityOf = ({ qualityCount, qualityMean, qualitySd }: MeasuredConfiguration) =>
  qualityCount < MIN_REQUESTS ? null : meanInterval({ count: qualityCount, mean: qualityMean, sd: qualitySd });

const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;
