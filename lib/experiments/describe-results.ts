import { confidenceSequence, meanInterval } from "@/lib/platform/stats";
import { believe, summariseArm } from "./compare-arms";
import type { Arm, Comparison, Evaluation } from "./evaluate";
import { noSums } from "./metric-sums";
import type { Look, MetricComparison, MetricResult } from "./results-schemas";
import type { ExperimentDesign } from "./schemas";
import { trackedMetrics, type TrackedMetric } from "./tracked-metrics";

/** Every metric with what each variant measured and how it differs, as it is shown. */
export function describeMetrics(
  design: ExperimentDesign,
  arms: readonly Arm[],
  { comparisons }: Evaluation,
): MetricResult[] {
  return trackedMetrics(design).map((metric) => ({
    key: metric.key,
    aggregation: metric.aggregation,
    role: metric.role,
    isLowerBetter: metric.isLowerBetter,
    arms: arms.map((arm) => describeArm(metric, arm)),
    comparisons: comparisons.filter((comparison) => comparison.metric.key === metric.key).map(describeComparison),
  }));
}

function describeArm(metric: TrackedMetric, { key, sums }: Arm) {
  const summary = summariseArm(metric, sums.get(metric.key) ?? noSums());
  const interval = meanInterval(summary);
  return {
    variant: key,
    count: summary.count,
    mean: summary.mean,
    low: interval?.low ?? null,
    high: interval?.high ?? null,
  };
}

function describeComparison({
  metric,
  variant,
  compared,
  pAdjusted,
  isSignificant,
  direction,
  guardrail,
  margin,
}: Comparison): MetricComparison {
  const said = { variant, pAdjusted, isSignificant, direction, guardrail, margin };
  if (!compared)
    return {
      ...said,
      effect: null,
      low: null,
      high: null,
      relative: null,
      p: null,
      chanceToWin: null,
      expectedLoss: null,
      covariateShare: null,
      superiority: null,
    };
  const { control, treated, effect, low, high, p, covariateShare, superiority } = compared;
  // What is reckoned from means says nothing of a test that does not compare them.
  const isOfMeans = superiority === null;
  const relative = isOfMeans ? confidenceSequence(control, treated, { difference: "relative" }) : UNDECIDED;
  const belief = isOfMeans ? believe(compared, metric.isLowerBetter) : null;
  return {
    ...said,
    effect,
    low,
    high,
    p,
    relative: relative.decidable ? { effect: relative.effect, ...relative.interval } : null,
    chanceToWin: belief?.chanceToWin ?? null,
    expectedLoss: belief?.expectedLoss ?? null,
    covariateShare,
    superiority,
  };
}

const UNDECIDED = { decidable: false } as const;

/** The primary metric at this moment. */
export function describeLook(
  design: ExperimentDesign,
  arms: readonly Arm[],
  { comparisons, units }: Evaluation,
  at: Date,
): Look {
  const metric = trackedMetrics(design)[0]!;
  return {
    at: at.toISOString(),
    units,
    arms: arms.map((arm) => ({ variant: arm.key, units: arm.units, mean: describeArm(metric, arm).mean })),
    effects: comparisons
      .filter((comparison) => comparison.metric.role === "primary")
      .map(({ variant, compared }) => ({
        variant,
        effect: compared?.effect ?? null,
        low: compared?.low ?? null,
        high: compared?.high ?? null,
      })),
  };
}
