import type { ClassifierKind, TrainingResult } from "@/lib/training/schemas";

export type Measure = keyof Pick<
  TrainingResult,
  "accuracy" | "macroF1" | "ece" | "trainCpuSeconds" | "predictionMsP95" | "artefactBytes"
>;

const GOOD_WHEN_HIGH: Record<Measure, boolean> = {
  accuracy: true,
  macroF1: true,
  ece: false,
  trainCpuSeconds: false,
  predictionMsP95: false,
  artefactBytes: false,
};

/** Who has the best value; several when they tie, nobody when there is nothing to compare or all are equal. */
export function bestBy(results: readonly TrainingResult[], measure: Measure): ReadonlySet<ClassifierKind> {
  const values = results.map((result) => result[measure]);
  if (new Set(values).size < 2) return new Set();
  const best = GOOD_WHEN_HIGH[measure] ? Math.max(...values) : Math.min(...values);
  return new Set(results.filter((result) => result[measure] === best).map(({ classifier }) => classifier));
}

/** The most accurate result; among equals the one that answers faster. null without results. */
export function mostAccurate(results: readonly TrainingResult[]): TrainingResult | null {
  const [best] = [...results].sort((a, b) => b.accuracy - a.accuracy || a.predictionMsP95 - b.predictionMsP95);
  return best ?? null;
}

/** Two-sided 95 % quantile of the normal distribution. */
const Z = 1.959964;

/**
 * 95 % interval of a share of `count` trials, both 0–1: the score interval of Wilson (1927), which stays within 0–1
 * and is right for few trials. null without trials.
 */
export function wilsonInterval(share: number, count: number): { low: number; high: number } | null {
  if (count <= 0) return null;
  const scale = 1 + Z ** 2 / count;
  const middle = (share + Z ** 2 / (2 * count)) / scale;
  const half = (Z / scale) * Math.sqrt((share * (1 - share)) / count + Z ** 2 / (4 * count ** 2));
  return { low: Math.max(0, middle - half), high: Math.min(1, middle + half) };
}
