import type { TrainedKind, TrainingResult } from "@/lib/training/schemas";

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

/**
 * Who has the best value as it is shown: what reads the same is equally good. Several when they tie, nobody when there
 * is nothing to compare or all are equal.
 */
export function bestBy(
  results: readonly TrainingResult[],
  measure: Measure,
  text: (value: number) => string,
): ReadonlySet<TrainedKind> {
  const values = results.flatMap((result) => result[measure] ?? []);
  if (new Set(values.map(text)).size < 2) return new Set();
  const best = text(GOOD_WHEN_HIGH[measure] ? Math.max(...values) : Math.min(...values));
  return new Set(
    results.filter((result) => text(result[measure] ?? Number.NaN) === best).map(({ classifier }) => classifier),
  );
}

/** The most accurate results: several when they tie, none without results. */
export function mostAccurate(results: readonly TrainingResult[]): TrainingResult[] {
  const best = Math.max(...results.map(({ accuracy }) => accuracy));
  return results.filter(({ accuracy }) => accuracy === best);
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
  // At the ends the formula gives exactly 0 and 1, up to rounding.
  return { low: share === 0 ? 0 : middle - half, high: share === 1 ? 1 : middle + half };
}
