import { normalQuantile } from "@/lib/platform/stats";

/** One past decision, seen by the policy that is to be judged. */
export type LoggedDecision = {
  /** What came of the choice that was made: a score, a cost. */
  outcome: number;
  /** Probability with which the choice was made, above 0 to 1. */
  propensity: number;
  /** Probability with which the judged policy would have made the same choice, 0–1. */
  targetProbability: number;
  /** Outcome predicted for the choice that was made, without having seen this one; null without a model. */
  predicted: number | null;
  /** Mean outcome predicted for the judged policy's choices; null without a model. */
  predictedForTarget: number | null;
};

export type ValueEstimate = {
  mean: number;
  /** 95 % interval. */
  low: number;
  high: number;
};

export type OffPolicyValue = {
  /** Inverse propensity scoring (Horvitz and Thompson 1952). */
  ips: ValueEstimate;
  /** Self-normalised (Hájek 1971; Swaminathan and Joachims 2015): less spread, slightly biased. null without overlap. */
  snips: ValueEstimate | null;
  /** Doubly robust (Dudík, Langford, Li 2011): right when the propensities or the model are. null without a model. */
  doublyRobust: ValueEstimate | null;
  /** How much more than what came of the decisions: doubly robust where there is a model, else self-normalised. */
  difference: ValueEstimate | null;
  decisions: number;
  /** How many decisions made by the judged policy itself would tell as much (Kish 1965). */
  effectiveDecisions: number;
  /** Why not to trust the figures; null when nothing speaks against them. */
  warning: string | null;
};

const Z_95 = normalQuantile(0.975);

/** Fewer do not make a normal distribution of means. */
const MIN_EFFECTIVE = 50;

/** A single decision that counts for more than this share decides the estimate alone. */
const MAX_WEIGHT_SHARE = 0.1;

/** Among few decisions each has a large share; one alone stands out with this many times the average. */
const MANY_TIMES = 10;

/**
 * What a policy would have brought on decisions that another one made, estimated from those in which both agree. null
 * for no decisions. Throws a `RangeError` for a propensity that is no probability above 0: such a choice was impossible.
 */
export function estimateValue(decisions: readonly LoggedDecision[]): OffPolicyValue | null {
  if (decisions.length === 0) return null;
  const weights = decisions.map(weightOf);
  const total = sum(weights);
  const weighted = decisions.map(({ outcome }, at) => weights[at]! * outcome);
  const effective = total > 0 ? total ** 2 / sum(weights.map((weight) => weight ** 2)) : 0;
  const robust = robustTerms(decisions, weights);
  return {
    ips: meanWithInterval(weighted),
    snips: total > 0 ? selfNormalised(decisions, weights, total) : null,
    doublyRobust: robust && meanWithInterval(robust),
    difference: differenceFrom(decisions, weights, total, robust),
    decisions: decisions.length,
    effectiveDecisions: effective,
    warning: warningFor(effective, total > 0 ? largest(weights) / total : 1, decisions.length),
  };
}

function weightOf({ propensity, targetProbability }: LoggedDecision): number {
  if (!(propensity > 0 && propensity <= 1))
    throw new RangeError(`A propensity of ${propensity} is no probability above 0`);
  if (!(targetProbability >= 0 && targetProbability <= 1)) {
    throw new RangeError(`A probability of ${targetProbability} is outside 0 to 1`);
  }
  return targetProbability / propensity;
}

/** The variance by the delta method for a ratio of means (Owen, Monte Carlo theory, 2013, 9.2). */
function selfNormalised(
  decisions: readonly LoggedDecision[],
  weights: readonly number[],
  total: number,
): ValueEstimate {
  const mean = sum(decisions.map(({ outcome }, at) => weights[at]! * outcome)) / total;
  const squares = sum(decisions.map(({ outcome }, at) => (weights[at]! * (outcome - mean)) ** 2));
  return around(mean, Math.sqrt(squares) / total);
}

function robustTerms(decisions: readonly LoggedDecision[], weights: readonly number[]): number[] | null {
  const terms: number[] = [];
  for (const [at, { outcome, predicted, predictedForTarget }] of decisions.entries()) {
    if (predicted === null || predictedForTarget === null) return null;
    terms.push(predictedForTarget + weights[at]! * (outcome - predicted));
  }
  return terms;
}

/** Both means are of the same decisions, so what they have in common cancels out of the interval. */
function differenceFrom(
  decisions: readonly LoggedDecision[],
  weights: readonly number[],
  total: number,
  robust: readonly number[] | null,
): ValueEstimate | null {
  if (robust) return meanWithInterval(robust.map((term, at) => term - decisions[at]!.outcome));
  if (total === 0) return null;
  const count = decisions.length;
  const mean = sum(decisions.map(({ outcome }, at) => weights[at]! * outcome)) / total;
  const actual = sum(decisions.map(({ outcome }) => outcome)) / count;
  const influences = decisions.map(
    ({ outcome }, at) => (count * weights[at]! * (outcome - mean)) / total - (outcome - actual),
  );
  return around(mean - actual, Math.sqrt(sum(influences.map((influence) => influence ** 2))) / count);
}

/** Normal approximation; of one value the interval is the value. */
export function meanWithInterval(values: readonly number[]): ValueEstimate {
  const mean = sum(values) / values.length;
  const variance = sum(values.map((value) => (value - mean) ** 2)) / Math.max(1, values.length - 1);
  return around(mean, Math.sqrt(variance / values.length));
}

const around = (mean: number, error: number): ValueEstimate => ({
  mean,
  low: mean - Z_95 * error,
  high: mean + Z_95 * error,
});

function warningFor(effective: number, largestShare: number, count: number): string | null {
  if (effective === 0) return "None of the decisions agrees with this policy, so that nothing is known about it";
  if (largestShare > MAX_WEIGHT_SHARE && largestShare > MANY_TIMES / count) {
    return `One decision makes ${Math.round(100 * largestShare)} % of the estimate: it was very improbable`;
  }
  if (effective < MIN_EFFECTIVE) {
    return `The estimate is as uncertain as one from ${Math.max(1, Math.floor(effective))} decisions of this policy itself: raise the exploration share, or wait`;
  }
  return null;
}

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

const largest = (values: readonly number[]) => values.reduce((most, value) => Math.max(most, value), 0);
