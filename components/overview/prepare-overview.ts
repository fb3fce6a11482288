import type { TimeSeriesPoint } from "@/components/charts/prepare-time-series";
import type { MetricsSummary, Timeseries, TimeseriesPoint } from "@/lib/executions/schemas";

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

/** Width of a bucket, milliseconds; a month counts as 30 days. */
const STEP_MS = {
  minute: MINUTE_MS,
  hour: 60 * MINUTE_MS,
  day: DAY_MS,
  week: 7 * DAY_MS,
  month: 30 * DAY_MS,
} as const satisfies Record<Timeseries["step"], number>;

export const bucketMsOf = (step: Timeseries["step"]): number => STEP_MS[step];

/** One line a group; a group without a name had no model. */
export function toPoints(series: Timeseries, value: (point: TimeseriesPoint) => number | null): TimeSeriesPoint[] {
  return series.points.map((point) => ({ at: point.at, key: point.group || "none", value: value(point) }));
}

/** Sums of all groups per bucket, oldest first, for a sparkline. */
export function totalsPerBucket(series: Timeseries, value: (point: MetricsSummary) => number): number[] {
  const totals = new Map<string, number>();
  for (const point of series.points) totals.set(point.at, (totals.get(point.at) ?? 0) + value(point));
  return [...totals].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, total]) => total);
}
