import type { ChartOverlay } from "./place-overlay";
import type { TimeSeriesPoint } from "./prepare-time-series";
import type { MetricsSummary, Timeseries } from "@/lib/executions/schemas";

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

export type Measure = (summary: MetricsSummary) => number | null;

/** Requests that did not answer in full; a caller's cancellation is no error. */
export const errorsOf = ({ counts }: MetricsSummary): number => counts.partial + counts.failed + counts.interrupted;

/** Input of all classes and output. */
export const tokensOf = ({ inputTokens, outputTokens }: MetricsSummary): number => inputTokens + outputTokens;

/** US dollars; null when the price of every request is unknown. */
export const costOf = ({ costUsd, count, unpricedCount }: MetricsSummary): number | null =>
  count > 0 && unpricedCount === count ? null : costUsd;

/** One line a group; a group without a name is called "none". What was not measured is left out: a gap. */
export function groupPoints({ points }: Timeseries, measure: Measure): TimeSeriesPoint[] {
  return points
    .map((point) => ({ at: point.at, key: point.group || "none", value: measure(point) }))
    .filter(({ value }) => value !== null);
}

/** One line a measure, of a series without groups. */
export function measurePoints({ points }: Timeseries, measures: Record<string, Measure>): TimeSeriesPoint[] {
  return points.flatMap((point) =>
    Object.entries(measures)
      .map(([key, measure]) => ({ at: point.at, key, value: measure(point) }))
      .filter(({ value }) => value !== null),
  );
}

/** Values per bucket, oldest first, of a series without groups: for a sparkline. Buckets without requests are gaps. */
export function trendOf({ points, step }: Timeseries, measure: Measure): (number | null)[] {
  const values: (number | null)[] = [];
  points.forEach((point, index) => {
    const before = points[index - 1];
    const skipped = before ? Math.round((Date.parse(point.at) - Date.parse(before.at)) / bucketMsOf(step)) - 1 : 0;
    values.push(...Array.from({ length: Math.min(skipped, MAX_GAP) }, () => null), measure(point));
  });
  return values;
}

/** A sparkline is 72 pixels wide: longer pauses need not be drawn to scale. */
const MAX_GAP = 12;

/** The earlier time of a comparison as one line; null when none was asked for, or nothing was before. */
export function overlayOf(
  series: Timeseries | undefined,
  measure: Measure,
  names: Record<"previous" | "weekdays", string>,
): ChartOverlay | null {
  const comparison = series?.comparison;
  if (!comparison || comparison.points.length === 0) return null;
  const points = comparison.points.map((point) => ({ at: point.at, value: measure(point) }));
  return { label: names[comparison.kind], points, shiftMs: comparison.shiftMs };
}
