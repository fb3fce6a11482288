import {
  chanceToBeBest,
  confidenceSequence,
  normalPosterior,
  sharePosterior,
  summariseSums,
  thompsonWeights,
  type Posterior,
  type SampleSummary,
} from "@/lib/platform/stats";
import { MINIMUM_UNITS, type Arm, type Evaluation } from "./evaluate";
import { noSums, type MetricSums } from "./metric-sums";
import type { Decision } from "./decide-verdict";
import type { ExperimentDesign } from "./schemas";
import { trackedMetrics, type TrackedMetric } from "./tracked-metrics";
import { formatMetric, metricName } from "./words";

/** No arm gets less, so that none is given up for good. */
export const BANDIT_FLOOR = 0.01;

export type BanditState = { chances: number[]; weights: number[] };

/** Chance of each arm to be best, and the shares of traffic that follow (Thompson 1933). Arms that harm a guardrail get the floor. */
export function steerBandit(design: ExperimentDesign, arms: readonly Arm[], harmed: ReadonlySet<string>): BanditState {
  const metric = primaryOf(design);
  const sums = arms.map((arm) => arm.sums.get(metric.key) ?? noSums());
  const posteriors = arePassFail(sums) ? sums.map((sum) => shareOf(sum, metric)) : normalsOf(sums, metric);
  if (!posteriors) {
    const equal = arms.map(() => 1 / arms.length);
    return { chances: equal, weights: equal };
  }
  const isAllowed = arms.map(({ key }, index) => index === 0 || !harmed.has(key));
  const allowed = chanceToBeBest(posteriors.filter((_, index) => isAllowed[index]));
  let next = 0;
  const chances = isAllowed.map((is) => (is ? allowed[next++]! : 0));
  return { chances, weights: thompsonWeights(chances, BANDIT_FLOOR) };
}

/** Stops when one arm is surely better than every other one, or none of them is better than it by what matters. */
export function decideBandit(
  design: ExperimentDesign,
  arms: readonly Arm[],
  evaluation: Evaluation,
  { chances }: BanditState,
): Decision {
  const metric = primaryOf(design);
  const bestIndex = chances.indexOf(Math.max(...chances));
  const best = arms[bestIndex]!;
  const others = arms.filter((arm) => arm !== best);
  const summary = (arm: Arm) => summariseSums(arm.sums.get(metric.key) ?? noSums());
  const sign = metric.isLowerBetter ? -1 : 1;
  const all = summariseSums(pooled(arms.map((arm) => arm.sums.get(metric.key) ?? noSums())));
  const answers = others.map((arm) =>
    compareUneven(atLeastSpreadOf(all, summary(arm)), atLeastSpreadOf(all, summary(best)), {
      alpha: design.alpha / others.length,
      tunedForCount: 2 * (design.unitsPerVariant ?? 1_000),
    }),
  );
  const least = answers.map((answer) =>
    answer.decidable ? (sign > 0 ? answer.interval.low : -answer.interval.high) : -Infinity,
  );
  const isSure = best.units >= MINIMUM_UNITS && least.every((low) => low > -(design.minimumEffect ?? 0));
  const against = answers[0]?.decidable ? answers[others.indexOf(arms[0]!)] : undefined;
  const known = against?.decidable ? against : null;
  const base = {
    variant: best.key,
    effect: known?.effect ?? null,
    low: known?.interval.low ?? null,
    high: known?.interval.high ?? null,
    units: evaluation.units,
  };
  const chance = `${formatMetric("success", chances[bestIndex]!)} likely to be best`;
  if (!isSure)
    return {
      ...base,
      action: "keep_running",
      reason: `\`${best.key}\` is ${chance}; traffic follows that chance`,
      next: "Enough units to tell the best variant from every other one",
    };
  const isControl = bestIndex === 0;
  return {
    ...base,
    action: isControl ? "roll_back" : "ship",
    reason: `${metricName(metric.key)} is best with \`${best.key}\`, ${design.minimumEffect ? "and surely no other variant is better by what matters" : "for sure against every other variant"}`,
    next: "Only a new phase: a verdict that was made stands",
  };
}

/**
 * An arm that gets the least share hardly grows while the others do, so what is known of a difference is as of two arms of
 * their harmonic mean each: time runs by that, not by all units.
 */
function compareUneven(
  a: SampleSummary,
  b: SampleSummary,
  { alpha, tunedForCount }: { alpha: number; tunedForCount: number },
) {
  const even = 4 / (1 / a.count + 1 / b.count);
  return confidenceSequence(a, b, { alpha, tunedForCount: (tunedForCount * (a.count + b.count)) / even });
}

/** What one variant of few units shows of a rare thing is often no spread at all, which would make it sure of anything. */
const atLeastSpreadOf = ({ sd }: SampleSummary, one: SampleSummary): SampleSummary =>
  one.sd === null || sd === null ? one : { ...one, sd: Math.max(one.sd, sd) };

const pooled = (sums: readonly MetricSums[]) => ({
  count: sums.reduce((sum, { count }) => sum + count, 0),
  y: sums.reduce((sum, { y }) => sum + y, 0),
  yy: sums.reduce((sum, { yy }) => sum + yy, 0),
});

const primaryOf = (design: ExperimentDesign): TrackedMetric => trackedMetrics(design)[0]!;

/** Every value of every arm is 0 or 1. */
const arePassFail = (sums: readonly MetricSums[]): boolean =>
  sums.every(({ y, yy, count }) => y === yy && Number.isInteger(y) && y <= count);

function shareOf({ y, count }: MetricSums, { isLowerBetter }: TrackedMetric): Posterior {
  return sharePosterior({ successes: isLowerBetter ? count - y : y, trials: count })!;
}

/** null while too little is known of how values spread. An arm without values of its own is believed to be like all, but widely. */
function normalsOf(sums: readonly MetricSums[], { isLowerBetter }: TrackedMetric): Posterior[] | null {
  const all = summariseSums(pooled(sums));
  if (all.mean === null || all.sd === null || !(all.sd > 0)) return null;
  const posteriors = sums.map((each) => {
    const { count, mean, sd } = summariseSums(each);
    const centre = count >= 2 && mean !== null ? mean : all.mean!;
    // A spread that few values show is not believed to be smaller than that of all.
    const spread = count >= 30 && sd ? sd : Math.max(sd ?? 0, all.sd!);
    return normalPosterior(isLowerBetter ? -centre : centre, spread / Math.sqrt(Math.max(1, count)));
  });
  return posteriors.every((posterior) => posterior !== null) ? posteriors : null;
}
