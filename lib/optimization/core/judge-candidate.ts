import type { OptimizationType } from "../words";
import type { Change, Comparison, Margins } from "../optimization-schemas";
import { compare, goalGain, GOAL_WORDS, leastGain } from "./goals";
import type { TrialPair } from "./trial";

/** Fewer tests say too little. */
export const MIN_VERIFIED = 12;

export type Judgement = {
  isAccepted: boolean;
  /** One sentence for people. */
  reason: string;
  comparison: Comparison;
  gain: Change | null;
};

export type JudgeOptions = {
  type: OptimizationType;
  margins: Margins;
  /** Candidates that are verified: their chances of a lucky result add up, so each has to be surer (Bonferroni). */
  finalists: number;
  seed: number;
};

/** Chance of accepting a change that is none, whatever the number of candidates. */
const ALPHA = 0.05;

/**
 * Whether a change is proven on tests that the search did not see: its goal improves, with an interval that excludes
 * zero, by a gain that is worth it; and nothing else is worse than its margin, by a one-sided bound of the same level.
 */
export function judgeCandidate(pairs: readonly TrialPair[], options: JudgeOptions): Judgement {
  const { type, margins, finalists, seed } = options;
  const shown = compare(pairs, { type, level: 1 - ALPHA / finalists, seed });
  // A bound on one side only: the interval of twice the error.
  const bounds = compare(pairs, { type, level: 1 - (2 * ALPHA) / finalists, seed });
  const gain = goalGain(type, shown);
  const answer = (isAccepted: boolean, reason: string): Judgement => ({ isAccepted, reason, comparison: shown, gain });
  if (pairs.length < MIN_VERIFIED) {
    return answer(false, `Verified on ${pairs.length} tests only: at least ${MIN_VERIFIED} are needed`);
  }
  if (!gain) return answer(false, `Not proven: ${GOAL_WORDS[type]} could not be measured on both sides`);
  if (gain.low <= 0) return answer(false, `Not proven: ${GOAL_WORDS[type]} may not improve at all`);
  if (gain.mean < leastGain(type)) return answer(false, `The gain is too small to be worth a change`);
  const worse = whatIsWorse(bounds, margins, type);
  if (worse) return answer(false, worse);
  return answer(true, `Proven on ${pairs.length} tests that the search did not see`);
}

function whatIsWorse(bounds: Comparison, margins: Margins, type: OptimizationType): string | null {
  const { quality, cost, latencyP50, latencyP95 } = bounds;
  if (type !== "quality_improvement" && (quality === null || quality.low < -margins.qualityPoints)) {
    return `Not proven: the quality may be more than ${margins.qualityPoints} points lower`;
  }
  if (margins.costShare !== null && isWorse(cost, margins.costShare)) {
    return `Not proven: a request may cost more than ${percent(margins.costShare)} more`;
  }
  if (
    margins.latencyShare !== null &&
    (isWorse(latencyP50, margins.latencyShare) || isWorse(latencyP95, margins.latencyShare))
  ) {
    return `Not proven: waiting may take more than ${percent(margins.latencyShare)} longer`;
  }
  return null;
}

/** What was free before and has no share of it cannot be compared, and passes: its absolute figures are shown. */
const isWorse = (change: Change | null, margin: number): boolean => change !== null && change.high > margin;

const percent = (share: number): string => `${Math.round(100 * share)} %`;
