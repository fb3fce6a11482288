import { percentiles, twoSidedTQuantile } from "@/lib/platform/stats";
import { seededRandom } from "@/lib/platform/seeded-random";
import type { Change } from "../optimization-schemas";

/**
 * Mean difference of paired values with its interval (Student 1908). Half a pair that differs by `scale` is added to
 * either side (Agresti and Min 2005): few tests that all agree do not prove that two configurations are equal. null
 * below two pairs.
 */
export function meanChange(
  before: readonly number[],
  after: readonly number[],
  { level, scale }: { level: number; scale: number },
): Change | null {
  const count = Math.min(before.length, after.length);
  if (count < 2) return null;
  const differences = Array.from({ length: count }, (_, index) => after[index]! - before[index]!);
  const mean = sum(differences) / count;
  const squares = sum(differences.map((value) => (value - mean) ** 2)) + scale ** 2;
  const width = twoSidedTQuantile(level, count - 1) * Math.sqrt(squares / (count - 1) / count);
  return { mean, low: mean - width, high: mean + width, count };
}

/**
 * Change of a mean as a share of the mean before, with its interval (Fieller 1954, by the linearised residuals of the
 * ratio). null when nothing was measured before or below two pairs.
 */
export function relativeMeanChange(before: readonly number[], after: readonly number[], level: number): Change | null {
  const count = Math.min(before.length, after.length);
  const meanBefore = sum(before.slice(0, count)) / count;
  if (count < 2 || !(meanBefore > 0)) return null;
  const ratio = sum(after.slice(0, count)) / count / meanBefore;
  const residuals = Array.from({ length: count }, (_, index) => after[index]! - ratio * before[index]!);
  const squares = sum(residuals.map((value) => value ** 2));
  const width = (twoSidedTQuantile(level, count - 1) * Math.sqrt(squares / (count - 1) / count)) / meanBefore;
  return { mean: ratio - 1, low: ratio - 1 - width, high: ratio - 1 + width, count };
}

const RESAMPLES = 400;

/**
 * Change of a percentile (0–100) as a share of the one before; its interval by resampling whole pairs (Efron 1979). The
 * same seed gives the same interval. null below ten pairs.
 */
export function relativePercentileChange(
  before: readonly number[],
  after: readonly number[],
  { percent, level, seed }: { percent: number; level: number; seed: number },
): Change | null {
  const count = Math.min(before.length, after.length);
  if (count < 10) return null;
  const change = (indices: readonly number[]) => {
    const [was] = percentiles(
      indices.map((index) => before[index]!),
      [percent],
    );
    const [is] = percentiles(
      indices.map((index) => after[index]!),
      [percent],
    );
    return was != null && was > 0 && is != null ? is / was - 1 : null;
  };
  const mean = change(Array.from({ length: count }, (_, index) => index));
  if (mean === null) return null;
  const random = seededRandom(seed);
  const drawn: number[] = [];
  for (let resample = 0; resample < RESAMPLES; resample++) {
    const value = change(Array.from({ length: count }, () => Math.floor(random() * count)));
    if (value !== null) drawn.push(value);
  }
  const tail = (100 * (1 - level)) / 2;
  const [low, high] = percentiles(drawn, [tail, 100 - tail]);
  return low == null || high == null ? null : { mean, low, high, count };
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
