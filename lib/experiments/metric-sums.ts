import { rankBucket, valueBucket, type PairSums } from "@/lib/platform/stats";
import type { TrackedMetric } from "./tracked-metrics";

/** Count and sum of a unit's measurements, by measure. */
export type UnitTotals = Record<string, readonly [count: number, sum: number]>;

/** What is known of one unit. */
export type UnitState = { totals: UnitTotals; covariate: number | null };

/** Running sums of one metric over the units of a variant. */
export type MetricSums = {
  /** Units with a value, and the sums of it and of its square. */
  count: number;
  y: number;
  yy: number;
  /** Units that also have an x: the covariate, or what a ratio is divided by. */
  pairs: PairSums;
  /** Units by bucket of their value, for a percentile or a test of ranks only. */
  buckets: Record<string, number>;
};

const NO_PAIRS: PairSums = { count: 0, x: 0, y: 0, xx: 0, yy: 0, xy: 0 };
export const noSums = (): MetricSums => ({ count: 0, y: 0, yy: 0, pairs: { ...NO_PAIRS }, buckets: {} });

/** Puts a unit into the sums (`sign` 1) or takes it out again (-1), in place. A change is the old state out and the new one in. */
export function addUnit(sums: MetricSums, metric: TrackedMetric, unit: UnitState, sign: 1 | -1): void {
  const y = valueOf(metric, unit.totals);
  if (y === null) return;
  sums.count += sign;
  sums.y += sign * y;
  sums.yy += sign * y * y;
  if (metric.buckets !== null) {
    const bucket = String(metric.buckets === "rank" ? rankBucket(y) : valueBucket(y));
    const count = (sums.buckets[bucket] ?? 0) + sign;
    if (count === 0) delete sums.buckets[bucket];
    else sums.buckets[bucket] = count;
  }
  const x = metric.aggregation === "ratio" ? (unit.totals[metric.per ?? ""]?.[1] ?? 0) : unit.covariate;
  if (x === null) return;
  const { pairs } = sums;
  pairs.count += sign;
  pairs.x += sign * x;
  pairs.y += sign * y;
  pairs.xx += sign * x * x;
  pairs.yy += sign * y * y;
  pairs.xy += sign * x * y;
}

/** The unit's value of a metric; null when nothing of it was measured. */
function valueOf({ measure, aggregation, per }: TrackedMetric, totals: UnitTotals): number | null {
  const [count, sum] = totals[measure] ?? [0, 0];
  switch (aggregation) {
    case "mean":
    case "p95":
      return count > 0 ? sum / count : null;
    // A unit that never did it did it no time.
    case "sum":
      return sum;
    case "any":
      return sum === 0 ? 0 : 1;
    case "ratio":
      return count > 0 || (totals[per ?? ""]?.[0] ?? 0) > 0 ? sum : null;
    default:
      return aggregation satisfies never;
  }
}

/** The totals with further measurements. */
export function addValues(totals: UnitTotals, values: Readonly<Record<string, number>>): UnitTotals {
  const next: UnitTotals = { ...totals };
  for (const [measure, value] of Object.entries(values)) {
    const [count, sum] = next[measure] ?? [0, 0];
    next[measure] = [count + 1, sum + value];
  }
  return next;
}
