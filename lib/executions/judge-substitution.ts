import type { ModelPrice } from "@/lib/registry/schemas";
import { differenceHigh, differenceLow, meanInterval, meanOf, type Moments } from "./mean-interval";
import type { MeasuredQuality, Substitution } from "./schemas";

/** What a model did for a task in the window: its executions that answered in full. */
export type ModelAtTask = {
  model: string;
  answeredCount: number;
  /** Those whose cost is known; `costUsd` is theirs alone. */
  pricedCount: number;
  costUsd: number;
  inputTokens: number;
  cacheReadTokens: number;
  cacheWriteTokens: number;
  outputTokens: number;
  /** Of all scored executions. */
  quality: Moments;
};

/** What is known today of a model that could take over. */
export type Alternative = { price: ModelPrice | null; isReady: boolean; isSimulated: boolean };

/** Scored executions that each side needs before their means are compared. */
export const MIN_SCORES = 30;
/** The alternative may be worse by so much of 100 points and still counts as equal. */
export const QUALITY_MARGIN = 2;

export const METHOD =
  `A model can stand in for another at a task when both have at least ${MIN_SCORES} scored executions of that task in the window and ` +
  `the 95 % interval of the difference of their mean quality stays above -${QUALITY_MARGIN} points. The cost on the other model is made of the same ` +
  `input tokens at its prices of today and of answers as long as its own at this task; a model without token prices counts with its own mean cost per call. ` +
  `Simulated models and demo traffic are left out.`;

/** Whether `other` could have served the calls of `current`, and what that would have cost. */
export function judgeSubstitution(
  task: string,
  current: ModelAtTask,
  other: ModelAtTask,
  alternative: Alternative,
): Substitution {
  const alternativeCostUsd = costOn(current, other, alternative.price);
  const savingUsd = alternativeCostUsd === null ? null : current.costUsd - alternativeCostUsd;
  const verdict = verdictOf(current, other, alternative, savingUsd);
  const facts = {
    task,
    model: current.model,
    alternative: other.model,
    callCount: current.pricedCount,
    costUsd: current.costUsd,
    alternativeCostUsd,
    savingUsd,
    quality: measured(current.quality),
    alternativeQuality: measured(other.quality),
    verdict,
  };
  return { ...facts, explanation: EXPLANATIONS[verdict](facts) };
}

function verdictOf(
  current: ModelAtTask,
  other: ModelAtTask,
  alternative: Alternative,
  savingUsd: number | null,
): Substitution["verdict"] {
  if (!alternative.isReady || alternative.isSimulated) return "unavailable";
  if (savingUsd === null) return "unknown_price";
  if (savingUsd <= 0) return "not_cheaper";
  if (current.quality.count < MIN_SCORES || other.quality.count < MIN_SCORES) return "too_few_scores";
  if (differenceHigh(other.quality, current.quality)! < -QUALITY_MARGIN) return "worse";
  return differenceLow(other.quality, current.quality)! >= -QUALITY_MARGIN ? "supported" : "quality_not_proven";
}

/**
 * US dollars of the priced calls of `current` on the other model; null when its price or its usual answer is unknown.
 * Tokens of calls without a price are taken out in proportion.
 */
function costOn(current: ModelAtTask, other: ModelAtTask, price: ModelPrice | null): number | null {
  if (price === null || current.pricedCount === 0) return null;
  if (price.source === "local_compute")
    return other.pricedCount === 0 ? null : (current.pricedCount * other.costUsd) / other.pricedCount;
  if (other.answeredCount === 0 || price.inputPerMillion === null || price.outputPerMillion === null) return null;
  const pricedShare = current.pricedCount / current.answeredCount;
  const outputTokens = current.answeredCount * (other.outputTokens / other.answeredCount);
  const millionths =
    current.inputTokens * price.inputPerMillion +
    current.cacheReadTokens * (price.cacheReadPerMillion ?? price.inputPerMillion) +
    current.cacheWriteTokens * (price.cacheWritePerMillion ?? price.inputPerMillion) +
    outputTokens * price.outputPerMillion;
  return (pricedShare * millionths) / 1_000_000;
}

function measured(quality: Moments): MeasuredQuality | null {
  const interval = meanInterval(quality);
  return (
    interval && {
      mean: meanOf(quality),
      low: Math.max(0, interval.low),
      high: Math.min(100, interval.high),
      count: quality.count,
    }
  );
}

type Facts = Omit<Substitution, "explanation">;

const EXPLANATIONS: Record<Substitution["verdict"], (facts: Facts) => string> = {
  supported: ({ task, model, alternative, callCount, costUsd, alternativeCostUsd, quality, alternativeQuality }) =>
    `These ${count(callCount)} calls of ${task} cost ${usd(costUsd)} on ${model} and would have cost ${usd(alternativeCostUsd!)} on ${alternative}, ` +
    `at equal measured quality: ${score(alternativeQuality!)} against ${score(quality!)}.`,
  too_few_scores: ({ model, alternative, quality, alternativeQuality }) =>
    `Quality needs ${MIN_SCORES} scored executions of this task on each side; ${alternative} has ${alternativeQuality?.count ?? "under 2"} and ${model} ${quality?.count ?? "under 2"}.`,
  quality_not_proven: ({ model, alternative, quality, alternativeQuality }) =>
    `The scores do not yet show that ${alternative} (${score(alternativeQuality!)}) is no more than ${QUALITY_MARGIN} points worse than ${model} (${score(quality!)}).`,
  worse: ({ model, alternative, quality, alternativeQuality }) =>
    `${alternative} is measurably worse at this task: ${score(alternativeQuality!)} against ${score(quality!)} of ${model}.`,
  not_cheaper: ({ model, alternative }) => `${alternative} would not have been cheaper than ${model}.`,
  unknown_price: ({ alternative }) =>
    `What ${alternative} would have cost is unknown: it has no price, or no answer of it shows how long they are.`,
  unavailable: ({ alternative }) => `${alternative} cannot be used at the moment, or is simulated.`,
};

const count = (value: number): string => value.toLocaleString("en-US");
const usd = (value: number): string =>
  `$${value >= 1 ? value.toFixed(2) : value.toLocaleString("en-US", { maximumSignificantDigits: 3 })}`;
const score = ({ mean, low, high }: MeasuredQuality): string =>
  `${mean.toFixed(1)} (${low.toFixed(1)} to ${high.toFixed(1)})`;
