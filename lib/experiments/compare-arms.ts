import {
  adjustSumsByCovariate,
  confidenceSequence,
  effectPosterior,
  groupedQuantile,
  summariseRatio,
  summariseSums,
  welchTest,
  type SampleSummary,
} from "@/lib/platform/stats";
import type { MetricSums } from "./metric-sums";
import type { TrackedMetric } from "./tracked-metrics";
import type { ExperimentMethod } from "./words";

/** Units that a percentile needs on each side before anything is said of it. */
export const MINIMUM_FOR_PERCENTILE = 300;
/** Below this share of units with a covariate the raw values are compared. */
const COVARIATE_COVERAGE = 0.8;

export type Compared = {
  control: SampleSummary;
  treated: SampleSummary;
  /** Treated less control, in the unit of the metric. */
  effect: number;
  standardError: number;
  low: number;
  high: number;
  /** Valid at every look for the sequential method. */
  p: number;
  /** How much of the variance the covariate explains, 0–1; null when none was used. */
  covariateShare: number | null;
};

export type ComparisonOptions = {
  alpha: number;
  tunedForCount: number;
  method: ExperimentMethod;
  usesCovariate: boolean;
};

/** How a variant differs from the control; null when nothing can be said: no values, nothing varies, too few for a percentile. */
export function compareArms(
  metric: TrackedMetric,
  control: MetricSums,
  treated: MetricSums,
  { alpha, tunedForCount, method, usesCovariate }: ComparisonOptions,
): Compared | null {
  const { a, b, covariateShare } = summaries(metric, control, treated, usesCovariate);
  if (method === "fixed") {
    const answer = welchTest(a, b, { alpha });
    if (!answer.decidable) return null;
    const { difference, standardError, interval, pTwoSided } = answer;
    return { control: a, treated: b, effect: difference, standardError, ...interval, p: pTwoSided, covariateShare };
  }
  const answer = confidenceSequence(a, b, { alpha, tunedForCount });
  if (!answer.decidable) return null;
  const { effect, standardError, interval, p } = answer;
  return { control: a, treated: b, effect, standardError, ...interval, p, covariateShare };
}

/** Mean and spread of one variant by itself. */
export function summariseArm(metric: TrackedMetric, sums: MetricSums): SampleSummary {
  if (metric.aggregation === "ratio") return summariseRatio(sums.pairs);
  if (metric.aggregation !== "p95") return summariseSums(sums);
  const estimate = groupedQuantile(bucketsOf(sums), 0.95);
  if (!estimate) return { count: sums.count, mean: null, sd: null };
  const { quantile, standardError, count } = estimate;
  return { count, mean: quantile, sd: standardError * Math.sqrt(count) };
}

const bucketsOf = ({ buckets }: MetricSums) =>
  new Map(Object.entries(buckets).map(([bucket, count]) => [Number(bucket), count]));

function summaries(metric: TrackedMetric, control: MetricSums, treated: MetricSums, usesCovariate: boolean) {
  const [a, b] = [summariseArm(metric, control), summariseArm(metric, treated)];
  if (metric.aggregation === "p95") {
    const isEnough = Math.min(control.count, treated.count) >= MINIMUM_FOR_PERCENTILE;
    const unknown = { count: 0, mean: null, sd: null };
    return { a: isEnough ? a : unknown, b: isEnough ? b : unknown, covariateShare: null };
  }
  const isCovered = [control, treated].every(
    ({ pairs, count }) => count > 0 && pairs.count >= COVARIATE_COVERAGE * count,
  );
  if (!usesCovariate || !isCovered || metric.aggregation === "ratio") return { a, b, covariateShare: null };
  const adjusted = adjustSumsByCovariate(control.pairs, treated.pairs);
  const explained = a.sd && adjusted.a.sd !== null ? Math.max(0, 1 - (adjusted.a.sd / a.sd) ** 2) : 0;
  return { a: adjusted.a, b: adjusted.b, covariateShare: explained };
}

/** What one believes of the difference: chance that the variant is better, and what choosing it costs if it is not. */
export function believe(
  { control, treated }: Compared,
  isLowerBetter: boolean,
): { chanceToWin: number; expectedLoss: number } | null {
  const posterior = effectPosterior(control, treated, { difference: "absolute", isLowerBetter });
  return posterior.decidable ? { chanceToWin: posterior.chanceToWin, expectedLoss: posterior.lossChoosingB } : null;
}
