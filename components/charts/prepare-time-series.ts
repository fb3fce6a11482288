import { assignLooks, NO_KNOWN_COLOURS, type KnownColours, type SeriesLook } from "./chart-colour";

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
};

export type ChartSeries = SeriesLook & { key: string; label: string };

export type TimeSeriesRow = {
  atMs: number;
  /** The bucket has not ended yet, so its numbers still grow. */
  isOpen: boolean;
  /** One for each series, in their order; null is a gap. */
  values: (number | null)[];
};

export type PreparedTimeSeries = {
  /** Largest total first, at most eight. */
  series: ChartSeries[];
  /** One a bucket without holes, oldest first. */
  rows: TimeSeriesRow[];
  /** Series there were before the smallest were left out. */
  seriesCount: number;
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
}: TimeSeriesInput): PreparedTimeSeries {
  const timed = points
    .map((point) => ({ ...point, atMs: Date.parse(point.at) }))
    .filter(({ atMs }) => !Number.isNaN(atMs));
  const ranked = rankKeys(timed);
  const keys = ranked.slice(0, MAX_SERIES);
  const looks = assignLooks(keys, known);

  const valueAt = new Map(timed.map(({ atMs, key, value }) => [`${atMs} ${key}`, value]));
  const rows = bucketStarts(timed, bucketMs).map((atMs) => ({
    atMs,
    isOpen: atMs + bucketMs > nowMs,
    values: keys.map((key) => valueAt.get(`${atMs} ${key}`) ?? null),
  }));
  const series = keys.map((key) => ({ key, label: labels[key] ?? key, ...looks.get(key)! }));
  return { series, rows, seriesCount: ranked.length };
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

/** Every measured bucket, and the empty ones between them that lie on the same grid. */
function bucketStarts(points: readonly Timed[], bucketMs: number): number[] {
  const measured = [...new Set(points.map(({ atMs }) => atMs))].sort((left, right) => left - right);
  const first = measured[0];
  const last = measured[measured.length - 1];
  if (first === undefined || last === undefined || bucketMs <= 0) return measured;
  const count = Math.floor((last - first) / bucketMs) + 1;
  if (count > MAX_FILLED_BUCKETS) return measured;
  const isOnGrid = measured.every((atMs) => (atMs - first) % bucketMs === 0);
  return isOnGrid ? Array.from({ length: count }, (_, index) => first + index * bucketMs) : measured;
}
