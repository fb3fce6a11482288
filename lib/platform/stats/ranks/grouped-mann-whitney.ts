import { normalQuantile } from "../distributions/normal";
import type { Interval } from "../interval";
import { valueBucket, type GroupedCounts } from "../quantile/grouped-quantile";
import { decided, DEFAULT_ALPHA, UNDECIDABLE, type Decidable, type Undecidable } from "../undecidable";
import { rankPValues } from "./rank-p-values";

export type GroupedMannWhitneyAnswer = {
  /** Pairs in which b is greater, equal ones counting half. */
  u: number;
  /** Two-sided, from the normal distribution, corrected for ties and continuity. */
  p: number;
  /** Chance that a value of b is greater than one of a, equal ones counting half, 0–1. */
  superiority: number;
  /** The median of all differences of a value of b and one of a (Hodges and Lehmann 1963). */
  shift: number;
  /** Shifts that the test does not reject (Lehmann 1963). */
  interval: Interval;
};

/** Buckets of the smallest size that is told apart from 0 end here, so that those of negative values can mirror them. */
const ZERO = valueBucket(0) - 1;
const GROWTH = Math.log(1.01);
const ROUNDS = 64;

/** The bucket of a value, 1 % wide, in the order of the values: negative ones below 0, which is bucket 0 with all that is as small. */
export function rankBucket(value: number): number {
  return value < 0 ? ZERO - valueBucket(-value) + 1 : Math.max(0, valueBucket(value) - ZERO - 1);
}

/** The middle of a bucket. */
function middleOf(bucket: number): number {
  if (bucket === 0) return 0;
  const size = Math.exp((Math.abs(bucket) + ZERO + 0.5) * GROWTH);
  return bucket < 0 ? -size : size;
}

/**
 * As `mannWhitney`, from counts by `rankBucket` instead of every value, so that arms can be summed up and merged. Values of one
 * bucket count as equal: it is the test of values that are rounded to 1 %, exact in its level, and the shift is as exact.
 */
export function groupedMannWhitney(
  a: GroupedCounts,
  b: GroupedCounts,
  { alpha = DEFAULT_ALPHA }: { alpha?: number } = {},
): Decidable<GroupedMannWhitneyAnswer> | Undecidable {
  const [first, second] = [pointsOf(a), pointsOf(b)];
  const [m, n] = [totalOf(first), totalOf(second)];
  const [pairs, count] = [m * n, m + n];
  const variance = (pairs / 12) * (count + 1 - tieSumOf(a, b) / (count * (count - 1)));
  if (!(variance > 0)) return UNDECIDABLE;
  const sd = Math.sqrt(variance);
  const excess = (shift: number) => greaterPairs(first, second, shift) - pairs / 2;
  const { pCorrected: p } = rankPValues(excess(0), sd);
  const reach = 0.5 - normalQuantile(alpha / 2) * sd;
  const bounds = boundsOf(first, second);
  const until = (isStill: (excess: number) => boolean) => lastShift((shift) => isStill(excess(shift)), bounds);
  const significant = p < alpha;
  const shift = (until((value) => value > 0) + until((value) => value >= 0)) / 2;
  const interval = { low: until((value) => value > reach), high: until((value) => value >= -reach) };
  if (significant) leaveOutZero(interval, excess(0), bounds);
  const u = excess(0) + pairs / 2;
  return decided({ u, p, superiority: u / pairs, shift, interval }, significant);
}

type Point = { value: number; count: number };

const pointsOf = (counts: GroupedCounts): Point[] =>
  [...counts]
    .filter(([, count]) => count > 0)
    .sort(([x], [y]) => x - y)
    .map(([bucket, count]) => ({ value: middleOf(bucket), count }));

const totalOf = (points: readonly Point[]): number => points.reduce((sum, { count }) => sum + count, 0);

function tieSumOf(a: GroupedCounts, b: GroupedCounts): number {
  let sum = 0;
  for (const bucket of new Set([...a.keys(), ...b.keys()])) {
    const tied = (a.get(bucket) ?? 0) + (b.get(bucket) ?? 0);
    sum += tied ** 3 - tied;
  }
  return sum;
}

/** Pairs in which a value of b, less the shift, is greater than one of a, equal ones counting half. */
function greaterPairs(a: readonly Point[], b: readonly Point[], shift: number): number {
  let [pairs, below, next] = [0, 0, 0];
  for (const { value, count } of b) {
    const at = value - shift;
    while (next < a.length && a[next]!.value < at) below += a[next++]!.count;
    const tied = next < a.length && a[next]!.value === at ? a[next]!.count : 0;
    pairs += count * (below + tied / 2);
  }
  return pairs;
}

/** Shifts beyond which one arm is greater in every pair. */
function boundsOf(a: readonly Point[], b: readonly Point[]): Interval {
  const low = b[0]!.value - a.at(-1)!.value;
  const high = b.at(-1)!.value - a[0]!.value;
  const margin = 1e-9 * (Math.abs(low) + Math.abs(high));
  return { low: low - margin, high: high + margin };
}

/** Many values are equal at a shift of 0 and only there: it may be rejected where all beside it are not, and is then an end. */
function leaveOutZero(interval: Interval, excess: number, { low, high }: Interval): void {
  const edge = 1e-12 * (high - low);
  if (excess > 0) interval.low = Math.max(interval.low, edge);
  else interval.high = Math.min(interval.high, -edge);
}

/** Where something that holds for small shifts ceases to hold, by halves. */
function lastShift(holds: (shift: number) => boolean, { low, high }: Interval): number {
  if (!holds(low)) return low;
  if (holds(high)) return high;
  let [from, to] = [low, high];
  for (let round = 0; round < ROUNDS; round++) {
    const middle = (from + to) / 2;
    if (holds(middle)) from = middle;
    else to = middle;
  }
  const found = (from + to) / 2;
  // Between equal values the step lies at 0 itself, and halves only come close to it.
  return Math.abs(found) < 1e-12 * (high - low) ? 0 : found;
}
