import type { Change, Comparison, Margins } from "../optimization-schemas";
import type { OptimizationType } from "../words";
import { meanChange, relativeMeanChange, relativePercentileChange } from "./paired-change";
import type { TrialPair } from "./trial";

/** What each type gives up at most, unless the caller says otherwise. */
export const DEFAULT_MARGINS = {
  model_tuning: { qualityPoints: 2, costShare: 0.25, latencyShare: 0.5 },
  performance: { qualityPoints: 2, costShare: 0.1, latencyShare: null },
  cost_reduction: { qualityPoints: 2, costShare: null, latencyShare: 1 },
  // Better answers may cost more: what they cost is shown before anything is applied.
  quality_improvement: { qualityPoints: 0, costShare: null, latencyShare: null },
} as const satisfies Record<OptimizationType, Margins>;

/** Fewer per cent of cost or latency are not worth a change. */
const LEAST_GAIN = 0.05;

/** Points of quality that a cost, or a waiting, twice as high is worth to `model_tuning`. */
const COST_WEIGHT = 10;
const LATENCY_WEIGHT = 5;

export type CompareOptions = {
  type: OptimizationType;
  /** Of the intervals, 0–1. */
  level: number;
  seed: number;
  /** Leaves percentiles out that the goal does not need: their intervals take time. */
  isGoalOnly?: boolean;
};

/** The same tests with and without the change. */
export function compare(pairs: readonly TrialPair[], { type, level, seed, isGoalOnly }: CompareOptions): Comparison {
  const quality = valuesOf(pairs, ({ quality }) => quality);
  const latency = valuesOf(pairs, ({ latencyMs }) => latencyMs);
  const cost = costsOf(pairs);
  return {
    quality: meanChange(...quality, { level, scale: 100 }),
    cost: cost && relativeMeanChange(...cost, level),
    latencyP50: isGoalOnly ? null : relativePercentileChange(...latency, { percent: 50, level, seed }),
    latencyP95:
      isGoalOnly && type !== "performance" ? null : relativePercentileChange(...latency, { percent: 95, level, seed }),
    weighted: type === "model_tuning" ? weightedChange(pairs, level) : null,
  };
}

const valuesOf = (pairs: readonly TrialPair[], read: (trial: TrialPair["before"]) => number): [number[], number[]] => [
  pairs.map(({ before }) => read(before)),
  pairs.map(({ after }) => read(after)),
];

function costsOf(pairs: readonly TrialPair[]): [number[], number[]] | null {
  if (pairs.some(({ before, after }) => before.costUsd === null || after.costUsd === null)) return null;
  return valuesOf(pairs, ({ costUsd }) => costUsd ?? 0);
}

function weightedChange(pairs: readonly TrialPair[], level: number): Change | null {
  const usual = (read: (trial: TrialPair["before"]) => number) =>
    pairs.reduce((sum, { before }) => sum + read(before), 0) / Math.max(1, pairs.length);
  const usualCost = usual(({ costUsd }) => costUsd ?? 0);
  const usualLatency = usual(({ latencyMs }) => latencyMs);
  const value = ({ quality, costUsd, latencyMs }: TrialPair["before"]) =>
    quality -
    (usualCost > 0 ? (COST_WEIGHT * (costUsd ?? 0)) / usualCost : 0) -
    (usualLatency > 0 ? (LATENCY_WEIGHT * latencyMs) / usualLatency : 0);
  return meanChange(...valuesOf(pairs, value), { level, scale: 100 });
}

/** How much better the goal gets: the greater the better, 0 = as it is; null when it cannot be measured. */
export function goalGain(type: OptimizationType, comparison: Comparison): Change | null {
  switch (type) {
    case "cost_reduction":
      return comparison.cost && turned(comparison.cost);
    case "performance":
      return comparison.latencyP95 && turned(comparison.latencyP95);
    case "quality_improvement":
      return comparison.quality;
    case "model_tuning":
      return comparison.weighted;
    default:
      return type satisfies never;
  }
}

/** The least gain that is worth a change, in the goal's own unit. */
export const leastGain = (type: OptimizationType): number =>
  type === "cost_reduction" || type === "performance" ? LEAST_GAIN : 0;

const turned = ({ mean, low, high, count }: Change): Change => ({ mean: -mean, low: -high, high: -low, count });

export const GOAL_WORDS = {
  cost_reduction: "the cost of a request",
  performance: "the 95th percentile of the latency",
  quality_improvement: "the quality",
  model_tuning: "the balance of quality, cost and speed",
} as const satisfies Record<OptimizationType, string>;
