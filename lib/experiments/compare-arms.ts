import {
  adjustSumsByCovariate,
  confidenceSequence,
  effectPosterior,
  groupedMannWhitney,
  groupedQuantile,
  mixtureSprt,
  summariseRatio,
  summariseSums,
  twoSidedNormalQuantile,
  welchTest,
  type Interval,
  type SampleSummary,
} from "@/lib/platform/stats";
import type { MetricSums } from "./metric-sums";
import type { TrackedMetric } from "./tracked-metrics";
import type { ExperimentMethod } from "./words";

/** Units that a percentile needs on each side before anything is said of it. */
export const MINIMUM_FOR_PERCENTILE = 300;

export type Compared = {
  control: SampleSummary;
  treated: SampleSummary;
  /** Treated less control, in the unit of the metric. */
  effect: number;
  standardError: number;
  low: number;
  high: number;
  /** Valid at every look for the methods that allow it. */
  p: number;
  /** Of a test of ranks: chance that a unit of the variant has a higher value than one of the control, 0–1; null otherwise. */
  superiority: number | null;
  /** How much of the variance the covariate explains, 0–1; null when none was used. */
  covariateShare: number | null;
};

export type ComparisonOptions = {
  alpha: number;
  tunedForCount: number;
  method: ExperimentMethod;
  usesCovariate: boolean;
  /** How differences are expected to scatter around 0, in the unit of the metric: for `msprt` alone. */
  expectedSd: number | null;
};

/** How a variant differs from the control; null when nothing can be said: no values, nothing varies, too few for a percentile. */
export function compareArms(
  metric: TrackedMetric,
  control: MetricSums,
  treated: MetricSums,
  options: ComparisonOptions,
): Compared | null {
  if (options.method === "rank") return compareRanks(control, treated, options.alpha);
  const { a, b, covariateShare } = summaries(metric, control, treated, options.usesCovariate);
  const answer = answerOf(a, b, options);
  if (!answer) return null;
  const { interval, ...known } = answer;
  return { control: a, treated: b, ...known, ...interval, superiority: null, covariateShare };
}

function answerOf(
  a: SampleSummary,
  b: SampleSummary,
  { method, alpha, tunedForCount, expectedSd }: ComparisonOptions,
): (Pick<Compared, "effect" | "standardError" | "p"> & { interval: Interval }) | null {
  switch (method) {
    case "sequential": {
      const answer = confidenceSequence(a, b, { alpha, tunedForCount });
      return answer.decidable ? pick(answer) : null;
    }
    case "msprt": {
      const answer = mixtureSprt(a, b, { alpha, expectedSd: expectedSd ?? 0 });
      return answer.decidable ? pick(answer) : null;
    }
    case "fixed":
    case "rank": {
      const answer = welchTest(a, b, { alpha });
      return answer.decidable ? pick({ ...answer, effect: answer.difference, p: answer.pTwoSided }) : null;
    }
    default:
      return method satisfies never;
  }
}

const pick = ({
  effect,
  standardError,
  p,
  interval,
}: Pick<Compared, "effect" | "standardError" | "p"> & { interval: Interval }) => ({
  effect,
  standardError,
  p,
  interval,
});

/** The effect is the median difference of a unit of the variant and one of the control. */
function compareRanks(control: MetricSums, treated: MetricSums, alpha: number): Compared | null {
  const answer = groupedMannWhitney(bucketsOf(control), bucketsOf(treated), { alpha });
  if (!answer.decidable) return null;
  const { shift, interval, p, superiority } = answer;
  const standardError = (interval.high - interval.low) / (2 * twoSidedNormalQuantile(1 - alpha));
  const [a, b] = [summariseSums(control), summariseSums(treated)];
  return { control: a, treated: b, effect: shift, standardError, ...interval, p, superiority, covariateShare: null };
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
  const isKnown = control.pairs.count + treated.pairs.count > 0;
  if (!usesCovariate || !isKnown || metric.aggregation === "ratio") return { a, b, covariateShare: null };
  const adjusted = adjustSumsByCovariate(
    { all: control, pairs: control.pairs },
    { all: treated, pairs: treated.pairs },
  );
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
