import { UNITS, type ChartUnit } from "./units";
import type { PreparedTimeSeries } from "./prepare-time-series";

/** The chart in words, for those who do not see it: the latest finished value of each series with its range. */
export function describeTimeSeries({ series, rows, seriesCount }: PreparedTimeSeries, unit: ChartUnit): string {
  if (rows.length === 0) return "No data in this time range.";
  const { exact } = UNITS[unit];
  const sentences = series.map(({ label }, index) => {
    const known = rows
      .filter((row) => !row.isOpen)
      .map((row) => row.values[index] ?? null)
      .filter((value) => value !== null);
    const latest = known[known.length - 1];
    if (latest === undefined) return `${label}: nothing finished yet.`;
    return `${label}: latest ${exact(latest)}, lowest ${exact(Math.min(...known))}, highest ${exact(Math.max(...known))}.`;
  });
  const scope = seriesCount > series.length ? `The ${series.length} largest of ${seriesCount}. ` : "";
  return scope + sentences.join(" ");
}
