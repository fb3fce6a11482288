import { seededRandom } from "@/lib/platform/seeded-random";
import {
  meanInterval,
  percentiles,
  quadraticKappa,
  scoreAgreement,
  summarise,
  twoSidedNormalQuantile,
} from "@/lib/platform/stats";
import type { Calibration } from "../schemas";

/** One answer that a person and a judge have judged. */
export type JudgedPair = {
  /** 0–1. */
  approval: number;
  /** 0–100. */
  score: number;
};

const CLASSES = 5;
/** Fewer pairs say nothing. */
const LEAST_PAIRS = 10;
/** Below it an agreement is told, but nothing is recommended. */
const ENOUGH_PAIRS = 30;
const DRAWS = 400;

type Measured = Pick<Calibration, "pairCount" | "weightedKappa" | "spearman" | "bias" | "table" | "verdict">;

/**
 * Agreement of a judge with people: kappa with quadratic weights (Cohen 1968) over five classes, Spearman's correlation, and the
 * mean difference. Intervals of 95 % by bootstrap over the answers (Efron 1979; always the same draws), by Fisher's z with the variance of
 * Bonett and Wright (2000), and by Student's t.
 */
export function measureCalibration(pairs: readonly JudgedPair[]): Measured {
  const people = pairs.map(({ approval }) => 100 * approval);
  const judge = pairs.map(({ score }) => score);
  const table = Array.from({ length: CLASSES }, () => Array.from({ length: CLASSES }, () => 0));
  pairs.forEach((_, index) => {
    table[classOf(people[index]!)]![classOf(judge[index]!)]! += 1;
  });
  const facts = { pairCount: pairs.length, table };
  if (pairs.length < LEAST_PAIRS) {
    const missing = LEAST_PAIRS - pairs.length;
    const verdict = `Too few to tell: ${missing} more ${missing === 1 ? "answer has" : "answers have"} to be judged by people and by the judge`;
    return { ...facts, weightedKappa: null, spearman: null, bias: null, verdict };
  }
  const kappaOf = (indexes: readonly number[]) =>
    quadraticKappa(
      indexes.map((index) => classOf(people[index]!)),
      indexes.map((index) => classOf(judge[index]!)),
    );
  const weightedKappa = estimate(pairs.length, kappaOf);
  const differences = summarise(pairs.map((_, index) => judge[index]! - people[index]!));
  const interval = meanInterval(differences);
  const bias = differences.mean === null || !interval ? null : { value: differences.mean, ...interval };
  return {
    ...facts,
    weightedKappa,
    spearman: correlation(people, judge),
    bias,
    verdict: verdictOf(pairs.length, weightedKappa),
  };
}

/** 0–4 in steps of twenty points; 100 belongs to the last. */
const classOf = (score: number): number => Math.min(CLASSES - 1, Math.floor(score / (100 / CLASSES)));

function estimate(count: number, measure: (indexes: readonly number[]) => number | null): Calibration["weightedKappa"] {
  const all = Array.from({ length: count }, (_, index) => index);
  const value = measure(all);
  if (value === null) return null;
  const random = seededRandom(count);
  const drawn = Array.from({ length: DRAWS }, () => measure(all.map(() => Math.floor(random() * count)))).filter(
    (one) => one !== null,
  );
  const [low, high] = percentiles(drawn, [2.5, 97.5]);
  return { value, low: Math.min(value, low ?? -1), high: Math.max(value, high ?? 1) };
}

function correlation(people: readonly number[], judge: readonly number[]): Calibration["spearman"] {
  const value = scoreAgreement(people, judge)?.spearman ?? null;
  if (value === null) return null;
  const width = twoSidedNormalQuantile(0.95) * Math.sqrt((1 + value ** 2 / 2) / (people.length - 3));
  const z = Math.atanh(value);
  return { value, low: Math.tanh(z - width), high: Math.tanh(z + width) };
}

/** Words of Landis and Koch (1977), by the lower end of the interval: what is certain, not what is hoped for. */
function verdictOf(count: number, kappa: Calibration["weightedKappa"]): string {
  if (kappa === null) return "People or the judge always say the same, so agreement cannot be measured";
  const words =
    kappa.low > 0.6
      ? "The judge agrees with people substantially: its scores can stand in for theirs"
      : kappa.low > 0.4
        ? "The judge agrees with people moderately: good for trends, not for single answers"
        : kappa.low > 0
          ? "The judge agrees with people better than chance, but not enough to stand in for them"
          : "It is not certain that the judge agrees with people better than chance";
  return count < ENOUGH_PAIRS ? `${words}. Few pairs: look again from ${ENOUGH_PAIRS} on` : words;
}
