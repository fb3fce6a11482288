import type { SampleSummary } from "../descriptive/summarise";

/** Sums over the pairs (x, y) of an arm: x known before, y measured during the experiment. */
export type PairSums = { count: number; x: number; y: number; xx: number; yy: number; xy: number };

/** As `adjustByCovariate`, from running sums instead of every pair. */
export function adjustSumsByCovariate(a: PairSums, b: PairSums): { slope: number; a: SampleSummary; b: SampleSummary } {
  const count = a.count + b.count;
  const [x, y] = [a.x + b.x, a.y + b.y];
  const spread = a.xx + b.xx - (x * x) / count;
  const joint = a.xy + b.xy - (x * y) / count;
  // What rounding leaves of no spread at all is none.
  const varies = spread > 1e-12 * (a.xx + b.xx);
  const slope = varies && Number.isFinite(joint / spread) ? joint / spread : 0;
  const adjusted = (arm: PairSums) => summariseLine(arm, slope, count > 0 ? x / count : 0);
  return { slope, a: adjusted(a), b: adjusted(b) };
}

/** Mean and spread of y - slope (x - centre). */
function summariseLine({ count, x, y, xx, yy, xy }: PairSums, slope: number, centre: number): SampleSummary {
  if (!(count > 0)) return { count: 0, mean: null, sd: null };
  const mean = y / count - slope * (x / count - centre);
  if (!Number.isFinite(mean)) return { count, mean: null, sd: null };
  if (count < 2) return { count, mean, sd: null };
  const squares = yy - (y * y) / count - 2 * slope * (xy - (x * y) / count) + slope * slope * (xx - (x * x) / count);
  const sd = Math.sqrt(Math.max(0, squares) / (count - 1));
  return { count, mean, sd: Number.isFinite(sd) ? sd : null };
}

/** Mean and spread of y alone. */
export const summariseSums = ({ count, y, yy }: Pick<PairSums, "count" | "y" | "yy">): SampleSummary =>
  summariseLine({ count, y, yy, x: 0, xx: 0, xy: 0 }, 0, 0);

/**
 * Sum of y per sum of x as a sample of `count` units, with the spread of the ratio by the delta method (Deng, Knoblich and
 * Lu 2018). Unknown when the x sum to nothing.
 */
export function summariseRatio({ count, x, y, xx, yy, xy }: PairSums): SampleSummary {
  if (!(count > 0) || x === 0) return { count, mean: null, sd: null };
  const ratio = y / x;
  if (!Number.isFinite(ratio)) return { count, mean: null, sd: null };
  if (count < 2) return { count, mean: ratio, sd: null };
  const squares = yy - 2 * ratio * xy + ratio * ratio * xx;
  const sd = Math.sqrt(Math.max(0, squares) / (count - 1)) / Math.abs(x / count);
  return { count, mean: ratio, sd: Number.isFinite(sd) ? sd : null };
}
