/**
 * A histogram with logarithmic buckets: bucket i holds (GROWTH^(i-1), GROWTH^i] milliseconds, so that any quantile
 * read from it is at most 2 % off and histograms of different hours add up.
 * After DDSketch (Masson, Rim, Lee 2019): relative error = (GROWTH - 1) / (GROWTH + 1).
 */
export type LatencyHistogram = Record<string, number>;

const GROWTH = 1.04;
const LOG_GROWTH = Math.log(GROWTH);
/** Everything faster counts as this, milliseconds. */
const SMALLEST_MS = 0.01;

/** Index of the bucket that a latency in milliseconds belongs to. The migration and the flush use the same index. */
export function latencyBucket(latencyMs: number): number {
  return Math.ceil(Math.log(Math.max(latencyMs, SMALLEST_MS)) / LOG_GROWTH);
}

/** The value, in milliseconds, that stands for a bucket with the smallest relative error. */
const bucketValueMs = (bucket: number): number => (2 * GROWTH ** bucket) / (GROWTH + 1);

export function addHistograms(histograms: Iterable<LatencyHistogram>): LatencyHistogram {
  const sum: LatencyHistogram = {};
  for (const histogram of histograms) {
    for (const [bucket, count] of Object.entries(histogram)) sum[bucket] = (sum[bucket] ?? 0) + count;
  }
  return sum;
}

/** Quantile `share` (0–1) in milliseconds by nearest rank; null for an empty histogram. */
export function histogramQuantile(histogram: LatencyHistogram, share: number): number | null {
  const buckets = Object.entries(histogram)
    .map(([bucket, count]) => [Number(bucket), count] as const)
    .sort(([a], [b]) => a - b);
  const total = buckets.reduce((sum, [, count]) => sum + count, 0);
  if (total === 0) return null;
  const rank = Math.max(1, Math.ceil(share * total));
  let seen = 0;
  for (const [bucket, count] of buckets) {
    seen += count;
    if (seen >= rank) return bucketValueMs(bucket);
  }
  return null;
}
