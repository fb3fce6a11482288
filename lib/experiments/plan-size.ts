import {
  confidenceSequence,
  isChance,
  mixtureSprt,
  normalQuantile,
  proportionsSampleSize,
  tTestSampleSize,
} from "@/lib/platform/stats";

export type SizeQuestion = {
  /** Mean of the metric, and its standard deviation from unit to unit. */
  baseline: number;
  sd: number;
  /** The metric is a share of units, 0–1. */
  isShare: boolean;
  /** Smallest difference to find, in the unit of the metric. */
  minimumEffect: number;
  variants: number;
  alpha: number;
  power: number;
};

export type PlannedSize = {
  looksOnce: number;
  looksAnytime: number;
  /** At any time by the mixture test that expects `minimumEffect`. */
  looksByMixture: number;
  /** Once by ranks. */
  looksAtRanks: number;
};

/** What a test of ranks keeps of the power of a t test at worst, whatever the distribution (Hodges and Lehmann 1956). */
const RANK_EFFICIENCY = 0.864;

const MAX_UNITS = 1e8;

/** Units of each variant to find the difference with this power, looking once at the end or at any time; null when there is no such number. */
export function planSize(question: SizeQuestion): PlannedSize | null {
  const { minimumEffect, variants, power } = question;
  const alpha = question.alpha / (variants - 1);
  const once = looksOnce(question, alpha);
  if (once === null || !isChance(power) || once > MAX_UNITS) return null;
  const sd = spreadOf(question);
  const isEnough = (count: number): boolean => {
    const arm = (mean: number) => ({ count, mean, sd });
    const answer = confidenceSequence(arm(0), arm(minimumEffect), { alpha, tunedForCount: 2 * count });
    return answer.decidable && answer.interval.low >= normalQuantile(power) * answer.standardError;
  };
  const isEnoughByMixture = (count: number): boolean => {
    const arm = (mean: number) => ({ count, mean, sd });
    const answer = mixtureSprt(arm(0), arm(minimumEffect), { alpha, expectedSd: minimumEffect });
    return answer.decidable && answer.interval.low >= normalQuantile(power) * answer.standardError;
  };
  return {
    looksOnce: once,
    looksAnytime: leastCount(once, isEnough),
    looksByMixture: leastCount(once, isEnoughByMixture),
    looksAtRanks: Math.ceil(once / RANK_EFFICIENCY),
  };
}

function leastCount(from: number, isEnough: (count: number) => boolean): number {
  let [low, high] = [from, from];
  while (!isEnough(high) && high < MAX_UNITS) [low, high] = [high, 2 * high];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (isEnough(middle)) high = middle;
    else low = middle;
  }
  return high;
}

function looksOnce({ baseline, sd, isShare, minimumEffect, power }: SizeQuestion, alpha: number): number | null {
  if (!isShare) return tTestSampleSize({ effectSize: minimumEffect / sd, power, alpha })?.perGroup ?? null;
  return (
    proportionsSampleSize({ shareA: baseline, shareB: otherShare(baseline, minimumEffect), power, alpha })?.perGroup ??
    null
  );
}

/** Upwards where there is room, otherwise downwards. */
const otherShare = (share: number, effect: number): number => (share + effect <= 1 ? share + effect : share - effect);

function spreadOf({ baseline, sd, isShare, minimumEffect }: SizeQuestion): number {
  if (!isShare) return sd;
  const other = otherShare(baseline, minimumEffect);
  return Math.sqrt((baseline * (1 - baseline) + other * (1 - other)) / 2);
}
