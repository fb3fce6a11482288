/**
 * The value below which `percent` (0–100) of the values lie, interpolated linearly between neighbours (Hyndman and Fan 1996,
 * type 7, as R and numpy do by default). `sorted` is in ascending order; null without values.
 */
export function percentileOfSorted(sorted: readonly number[], percent: number): number | null {
  if (sorted.length === 0 || !(percent >= 0 && percent <= 100)) return null;
  const place = (percent * (sorted.length - 1)) / 100;
  const below = sorted[Math.floor(place)]!;
  const above = sorted[Math.ceil(place)]!;
  const share = place - Math.floor(place);
  // Weighted rather than stepped: two neighbours of the largest size would overflow as a difference.
  return below === above ? below : below * (1 - share) + above * share;
}

/** The same of values in any order, several percents at a time; all null when a value is no number. */
export function percentiles(values: readonly number[], percents: readonly number[]): (number | null)[] {
  if (values.some(Number.isNaN)) return percents.map(() => null);
  const sorted = values.toSorted((a, b) => a - b);
  return percents.map((percent) => percentileOfSorted(sorted, percent));
}
