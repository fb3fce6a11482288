import type { SampleSummary } from "../descriptive/summarise";

/** Sums over the pairs (x, y) of an arm: x known before, y measured during the experiment. */
export type PairSums = { count: number; x: number; y: number; xx: number; yy: number; xy: number };

/** An arm of which some units have a covariate: the sums over all its units, and over those that have one. */
export type CovariateSums = { all: Pick<PairSums, "count" | "y" | "yy">; pairs: PairSums };

/**
 * As `adjustByCovariate`, from running sums instead of every pair, and without losing a unit: one whose covariate is not known
 * counts as if its past were the mean of all. Whether it is known must not depend on the arm.
 */
export function adjustSumsByCovariate(
  a: CovariateSums,
  b: CovariateSums,
): { slope: number; a: SampleSummary; b: SampleSummary } {
  const known = a.pairs.count + b.pairs.count;
  const centre = known > 0 ? (a.pairs.x + b.pairs.x) / known : 0;
  const [first, second] = [centred(a, centre), centred(b, centre)];
  const [count, y] = [first.count + second.count, first.y + second.y];
  const spread = first.xx + second.xx;
  const joint = first.xy + second.xy - ((first.x + second.x) * y) / count;
  // What rounding leaves of no spread at all is none.
  const varies = spread > 1e-12 * (a.pairs.xx + b.pairs.xx);
  const slope = varies && Number.isFinite(joint / spread) ? joint / spread : 0;
  return { slope, a: summariseLine(first, slope, 0), b: summariseLine(second, slope, 0) };
}

/** Sums in which a covariate is the distance from the centre, and 0 where there is none. */
const centred = ({ all, pairs: { count, x, y, xx, xy } }: CovariateSums, centre: number): PairSums => ({
  ...all,
  x: x - count * centre,
  xx: Math.max(0, xx - 2 * centre * x + count * centre * centre),
  xy: xy - centre * y,
});

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
