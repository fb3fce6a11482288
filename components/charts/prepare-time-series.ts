import { assignLooks, NO_KNOWN_COLOURS, type KnownColours, type SeriesLook } from "./chart-colour";
import { placeMarks, type ChartMark } from "./place-marks";
import { placeOverlay, type ChartOverlay } from "./place-overlay";

export type TimeSeriesPoint = {
  /** Start of the bucket, ISO 8601. */
  at: string;
  /** The entity: a model slug, an outcome. */
  key: string;
  /** null when nothing was measured. */
  value: number | null;
};

export type TimeSeriesInput = {
  points: readonly TimeSeriesPoint[];
  bucketMs: number;
  nowMs: number;
  /** What to call an entity. (Default: its key) */
  labels?: Readonly<Record<string, string>>;
  /** Colours that series have on other pages too. (Default: none) */
  known?: KnownColours;
  /** One line of an earlier time, moved onto this one. (Default: none) */
  overlay?: ChartOverlay | null;
  /** What happened meanwhile. (Default: nothing) */
  marks?: readonly ChartMark[];
};

export type ChartSeries = SeriesLook & { key: string; label: string };

export type TimeSeriesRow = {
  atMs: number;
  /** The bucket has not ended yet, so its numbers still grow. */
  isOpen: boolean;
  /** One for each series, in their order; null is a gap. */
  values: (number | null)[];
  /** The earlier time's value; null without one. */
  overlay: number | null;
  /** What happened in this bucket. */
  marks: string[];
};

export type PreparedTimeSeries = {
  /** Largest total first, at most eight. */
  series: ChartSeries[];
  /** One a bucket without holes, oldest first. */
  rows: TimeSeriesRow[];
  /** Series there were before the smallest were left out. */
  seriesCount: number;
  /** What the overlay is called; null without one. */
  overlayLabel: string | null;
};

const MAX_SERIES = 8;

/** More buckets than this are drawn without filling holes: the span and the bucket do not belong together. */
const MAX_FILLED_BUCKETS = 2_000;

/**
 * Arranges points for a chart over time. A bucket without a point is a gap in that series, never zero. Of more than
 * eight series the eight with the largest totals stay. Points whose time cannot be read are left out.
 */
export function prepareTimeSeries({
  points,
  bucketMs,
  nowMs,
  labels = {},
  known = NO_KNOWN_COLOURS,
  overlay = null,
  marks = [],
}: TimeSeriesInput): PreparedTimeSeries {
  const timed = points
    .map((point) => ({ ...point, atMs: Date.parse(point.at) }))
    .filter(({ atMs }) => !Number.isNaN(atMs));
  const ranked = rankKeys(timed);
  const keys = ranked.slice(0, MAX_SERIES);
  const looks = assignLooks(keys, known);

  const valueAt = new Map(timed.map(({ atMs, key, value }) => [`${atMs} ${key}`, value]));
  const measured = [...new Set(timed.map(({ atMs }) => atMs))].sort((left, right) => left - right);
  const overlayAt = placeOverlay(overlay, measured, bucketMs);
  const starts = bucketStarts(measured.length === 0 ? [] : [...measured, ...overlayAt.keys()], bucketMs);
  const marksAt = placeMarks(marks, starts, bucketMs);
  const rows = starts.map((atMs) => ({
    atMs,
    isOpen: atMs + bucketMs > nowMs,
    values: keys.map((key) => valueAt.get(`${atMs} ${key}`) ?? null),
    overlay: overlayAt.get(atMs) ?? null,
    marks: marksAt.get(atMs) ?? [],
  }));
  const series = keys.map((key) => ({ key, label: labels[key] ?? key, ...looks.get(key)! }));
  return { series, rows, seriesCount: ranked.length, overlayLabel: overlayAt.size > 0 ? overlay!.label : null };
}

type Timed = TimeSeriesPoint & { atMs: number };

/** By total, largest first; equal totals by name, so that the order does not depend on the input's. */
function rankKeys(points: readonly Timed[]): string[] {
  const totals = new Map<string, number>();
  for (const { key, value } of points) totals.set(key, (totals.get(key) ?? 0) + (value ?? 0));
  return [...totals]
    .sort(([leftKey, left], [rightKey, right]) => right - left || (leftKey < rightKey ? -1 : 1))
    .map(([key]) => key);
}

/** Every known bucket, and the empty ones between them that lie on the same grid. */
function bucketStarts(known: readonly number[], bucketMs: number): number[] {
  const measured = [...new Set(known)].sort((left, right) => left - right);
  const first = measured[0];
  const last = measured[measured.length - 1];
  if (first === undefined || last === undefined || bucketMs <= 0) return measured;
  const count = Math.floor((last - first) / bucketMs) + 1;
  if (count > MAX_FILLED_BUCKETS) return measured;
  const isOnGrid = measured.every((atMs) => (atMs - first) % bucketMs === 0);
  return isOnGrid ? Array.from({ length: count }, (_, index) => first + index * bucketMs) : measured;
}
