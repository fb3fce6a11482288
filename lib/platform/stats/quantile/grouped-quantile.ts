import { normalQuantile } from "../distributions/normal";

/** Counts by bucket of `valueBucket`. */
export type GroupedCounts = ReadonlyMap<number, number>;

export type QuantileEstimate = {
  quantile: number;
  /** By the ranks that the quantile lies between (David and Nagaraja 2003, 7.1). */
  standardError: number;
  count: number;
};

/** Each bucket ends 1 % above the one before; a quantile read from them is interpolated and at most 1 % off. */
const GROWTH = Math.log(1.01);
const SMALLEST = 1e-9;
const LARGEST = 1e15;
/** Ranks this many standard errors around the quantile say how sure it is. */
const CONFIDENCE = 0.95;

export const valueBucket = (value: number): number =>
  Math.ceil(Math.log(Math.min(LARGEST, Math.max(SMALLEST, value))) / GROWTH);

/** A quantile (`share` 0–1) of positive values that are counted in buckets; null without values or when nothing is known of its error. */
export function groupedQuantile(counts: GroupedCounts, share: number): QuantileEstimate | null {
  const buckets = [...counts].filter(([, count]) => count > 0).sort(([a], [b]) => a - b);
  const count = buckets.reduce((sum, [, each]) => sum + each, 0);
  if (count < 2 || !(share > 0 && share < 1)) return null;
  const z = normalQuantile((1 + CONFIDENCE) / 2);
  const reach = z * Math.sqrt((share * (1 - share)) / count);
  // Near an end only one side has values to tell the error by.
  const [below, above] = [Math.max(0, share - reach), Math.min(1, share + reach)];
  const width = valueAt(buckets, above * count) - valueAt(buckets, below * count);
  const standardError = (width / (above - below)) * (reach / z);
  return standardError > 0 ? { quantile: valueAt(buckets, share * count), standardError, count } : null;
}

function valueAt(buckets: readonly (readonly [number, number])[], rank: number): number {
  let seen = 0;
  for (const [bucket, count] of buckets) {
    if (seen + count >= rank) return Math.exp((bucket - 1 + (rank - seen) / count) * GROWTH);
    seen += count;
  }
  return Math.exp(buckets.at(-1)![0] * GROWTH);
}
