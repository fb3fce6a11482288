/**
 * A histogram with logarithmic buckets: bucket i holds (GROWTH^(i-1), GROWTH^i] milliseconds, so that any quantile
 * read from it is at most 2 % off and histograms of different hours add up.
 * After DDSketch (Masson, Rim, Lee 2019): relative error = (GROWTH - 1) / (GROWTH + 1).
 *
 * Written as entries of four bytes, big-endian: 12 bits of bucket + 1024, then 20 bits of count, signed. A bucket may
 * have several entries, which add up, and their order means nothing. So adding histograms is putting one behind the
 * other, in the database as well, and taking away is adding negative counts.
 */
export type LatencyHistogram = Uint8Array;

const GROWTH = 1.04;
const LOG_GROWTH = Math.log(GROWTH);
/** Everything faster counts as this, milliseconds. */
const SMALLEST_MS = 0.01;
const OFFSET = 1_024;
const BUCKETS = 2 * OFFSET;
const COUNT_BITS = 20;
const MAX_COUNT = 2 ** (COUNT_BITS - 1) - 1;

/**
 * SQL for the entry of one latency, an expression in milliseconds; the same bucket as `latencyBucket`, NULL for NULL.
 * -1 takes it away.
 */
export const latencyEntrySql = (milliseconds: string, count: 1 | -1 = 1): string =>
  `CASE WHEN ${milliseconds} IS NOT NULL THEN int4send(((ceil(ln(least(greatest(${milliseconds}, ${SMALLEST_MS}), 1e15)) / ln(${GROWTH}::float8))::int + ${OFFSET}) << ${COUNT_BITS}) | ${count & (2 ** COUNT_BITS - 1)}) END`;

/** Index of the bucket that a latency in milliseconds belongs to. */
export function latencyBucket(latencyMs: number): number {
  return Math.ceil(Math.log(Math.max(latencyMs, SMALLEST_MS)) / LOG_GROWTH);
}

/** A histogram of these buckets and counts. */
export function encodeHistogram(counts: Iterable<readonly [bucket: number, count: number]>): LatencyHistogram {
  const entries: number[] = [];
  for (const [bucket, count] of counts) {
    for (let rest = count; rest > 0; rest -= MAX_COUNT) {
      entries.push(((bucket + OFFSET) << COUNT_BITS) | Math.min(rest, MAX_COUNT));
    }
  }
  const bytes = new Uint8Array(entries.length * 4);
  const view = new DataView(bytes.buffer);
  entries.forEach((entry, index) => view.setInt32(index * 4, entry));
  return bytes;
}

/** Counts by bucket; those that add up to nothing are left out. */
export function decodeHistogram(histogram: LatencyHistogram): Map<number, number> {
  const counts = new Map<number, number>();
  for (const [index, count] of countsOf([histogram]).entries()) if (count !== 0) counts.set(index - OFFSET, count);
  return counts;
}

export function addHistograms(histograms: readonly LatencyHistogram[]): LatencyHistogram {
  if (histograms.length === 1) return histograms[0]!;
  const sum = new Uint8Array(histograms.reduce((total, { length }) => total + length, 0));
  let offset = 0;
  for (const histogram of histograms) {
    sum.set(histogram, offset);
    offset += histogram.length;
  }
  return sum;
}

/** Quantile `share` (0–1) in milliseconds by nearest rank; null for an empty histogram. */
export const histogramQuantile = (histogram: LatencyHistogram, share: number): number | null =>
  histogramQuantiles([histogram], [share])[0]!;

/** Several at once of histograms taken together, for ascending shares. */
export function histogramQuantiles(
  histograms: readonly LatencyHistogram[],
  shares: readonly number[],
): (number | null)[] {
  const counts = countsOf(histograms);
  const total = counts.reduce((sum, count) => sum + count, 0);
  if (total <= 0) return shares.map(() => null);
  let index = 0;
  let seen = counts[0]!;
  return shares.map((share) => {
    const rank = Math.max(1, Math.ceil(share * total));
    while (seen < rank) seen += counts[++index]!;
    return bucketValueMs(index - OFFSET);
  });
}

/** The value, in milliseconds, that stands for a bucket with the smallest relative error. */
const bucketValueMs = (bucket: number): number => (2 * GROWTH ** bucket) / (GROWTH + 1);

function countsOf(histograms: readonly LatencyHistogram[]): Float64Array {
  const counts = new Float64Array(BUCKETS);
  for (const bytes of histograms) {
    // Bytes by hand: a view of each of thousands of small histograms costs more than reading it.
    for (let at = 0; at + 4 <= bytes.length; at += 4) {
      const entry = (bytes[at]! << 24) | (bytes[at + 1]! << 16) | (bytes[at + 2]! << 8) | bytes[at + 3]!;
      counts[entry >>> COUNT_BITS]! += (entry << (32 - COUNT_BITS)) >> (32 - COUNT_BITS);
    }
  }
  return counts;
}
