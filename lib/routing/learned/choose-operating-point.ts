import type { Outcomes } from "./outcomes";
import type { PolicyFigures, PolicyKind } from "./types";

/** Per cent of the best single model's score and cost. */
export type Figures = Pick<PolicyFigures, "qualityPercent" | "qualityPercentError" | "costPercent" | "callsPerPrompt">;

/** `best`: the best single model on the same prompts. The error is that of the mean of the paired differences. */
export function figuresOf(outcomes: Outcomes, best: Outcomes): Figures {
  const count = outcomes.scores.length;
  const bestScore = mean(best.scores);
  const difference = outcomes.scores.map((score, row) => score - best.scores[row]!);
  const meanDifference = mean(difference);
  const variance = difference.reduce((sum, value) => sum + (value - meanDifference) ** 2, 0) / Math.max(1, count - 1);
  const bestCost = mean(best.costsUsd);
  const percent = 100 / Math.max(bestScore, Number.EPSILON);
  return {
    qualityPercent: 100 + meanDifference * percent,
    qualityPercentError: Math.sqrt(variance / count) * percent,
    costPercent: bestCost > 0 ? (100 * mean(outcomes.costsUsd)) / bestCost : null,
    callsPerPrompt: mean(outcomes.calls),
  };
}

export type OperatingPoint = Figures & { kind: PolicyKind; price: number };

/**
 * How many standard errors the quality has to be above the target. It makes up for the luck of the best of many points;
 * more would give away savings that are there in most cases.
 */
const SAFETY_ERRORS = 0.25;

/** A policy that saves less than this share is not worth its complexity. */
const MIN_SAVING_PERCENT = 5;

/**
 * The cheapest point that surely keeps the target quality; null when "always the best single model" is no worse a
 * choice. `curves`: one a family, points by rising price. Quality is averaged over neighbouring prices, so that a lucky
 * one among unlucky ones is not taken.
 */
export function chooseOperatingPoint(
  curves: readonly (readonly OperatingPoint[])[],
  targetQualityPercent: number,
): OperatingPoint | null {
  const safe = curves.flatMap((curve) =>
    curve.filter((point, at) => {
      const near = curve.slice(Math.max(0, at - 1), at + 2);
      const smooth = Math.min(point.qualityPercent, mean(near.map(({ qualityPercent }) => qualityPercent)));
      return smooth - SAFETY_ERRORS * point.qualityPercentError >= targetQualityPercent;
    }),
  );
  const cheapest = safe.sort((a, b) => (a.costPercent ?? Infinity) - (b.costPercent ?? Infinity))[0];
  if (!cheapest || cheapest.costPercent === null) return null;
  const isWorthIt = cheapest.costPercent <= 100 - MIN_SAVING_PERCENT || targetQualityPercent > 100;
  return isWorthIt ? cheapest : null;
}

function mean(values: ArrayLike<number>): number {
  let total = 0;
  for (let at = 0; at < values.length; at++) total += values[at]!;
  return total / values.length;
}
