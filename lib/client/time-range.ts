const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** The dashboard's ready-made time ranges, shortest first; all end now. `spanMs` is null for all time. */
export const TIME_RANGES = {
  "5m": { label: "Last 5 minutes", spanMs: 5 * MINUTE_MS },
  "1h": { label: "Last hour", spanMs: HOUR_MS },
  "24h": { label: "Last 24 hours", spanMs: DAY_MS },
  "7d": { label: "Last 7 days", spanMs: 7 * DAY_MS },
  "30d": { label: "Last 30 days", spanMs: 30 * DAY_MS },
  "90d": { label: "Last 90 days", spanMs: 90 * DAY_MS },
  "1y": { label: "Last year", spanMs: 365 * DAY_MS },
  all: { label: "All time", spanMs: null },
} as const;

type ReadyRange = keyof typeof TIME_RANGES;

/** From and to, UTC to the minute, as they stand in the address: `2026-03-01T00:00Z..2026-03-31T12:00Z`. */
type CustomRange = `${string}Z..${string}Z`;

export type TimeRange = ReadyRange | CustomRange;

export const TIME_RANGE_KEYS = Object.keys(TIME_RANGES) as ReadyRange[];

export const DEFAULT_TIME_RANGE = "24h" satisfies TimeRange;

/** Name of the parameter in every page's address. */
export const TIME_RANGE_PARAM = "range";

const CUSTOM = /^(\d{4}-\d\d-\d\dT\d\d:\d\dZ)\.\.(\d{4}-\d\d-\d\dT\d\d:\d\dZ)$/;

/** Reads the address; anything unknown, or a custom range that ends before it begins, is the default, never an error. */
export function parseTimeRange(value: unknown): TimeRange {
  if (typeof value !== "string") return DEFAULT_TIME_RANGE;
  const bounds = readBounds(value);
  if (bounds) return customTimeRange(bounds.from, bounds.to);
  return TIME_RANGE_KEYS.find((key) => key === value) ?? DEFAULT_TIME_RANGE;
}

/** `from` must be before `to`; both are cut to the minute. */
export const customTimeRange = (from: Date, to: Date): TimeRange => `${toMinute(from)}..${toMinute(to)}`;

/** The bounds of a custom range; null for one that moves with the clock. */
export const boundsOfCustomRange = (range: TimeRange): { from: Date; to: Date } | null => readBounds(range);

/**
 * `from` and `to` for the API, ISO 8601. Call it inside a query function and keep the range itself in the query key:
 * bounds move with the clock. All time has no `from`.
 */
export function boundsOfTimeRange(range: TimeRange, now: Date): { from?: string; to: string } {
  const custom = readBounds(range);
  if (custom) return { from: custom.from.toISOString(), to: custom.to.toISOString() };
  const spanMs = spanMsOf(range);
  const to = now.toISOString();
  return spanMs === null ? { to } : { from: new Date(now.getTime() - spanMs).toISOString(), to };
}

/** Length in milliseconds; null for all time. */
export function spanMsOf(range: TimeRange): number | null {
  const custom = readBounds(range);
  return custom ? custom.to.getTime() - custom.from.getTime() : readyRange(range).spanMs;
}

/** "Last 7 days", or the two ends in the given zone: "Mar 1, 2026, 00:00 – Mar 31, 2026, 12:00". */
export function nameOfTimeRange(range: TimeRange, timeZone: string): string {
  const custom = readBounds(range);
  if (!custom) return readyRange(range).label;
  const format = new Intl.DateTimeFormat("en-US", {
    year: "numeric",
    month: "short",
    day: "numeric",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
    timeZone,
  });
  return `${format.format(custom.from)} – ${format.format(custom.to)}`;
}

/** Completes "than the previous …": "24 hours", "7 days"; null for all time, which nothing is before. */
export function lengthOfTimeRange(range: TimeRange): string | null {
  const spanMs = spanMsOf(range);
  if (spanMs === null) return null;
  if (spanMs === HOUR_MS) return "hour";
  const [unit, unitMs] = UNITS.find(([, ms]) => spanMs >= 2 * ms) ?? UNITS[UNITS.length - 1]!;
  const count = Math.max(1, Math.round(spanMs / unitMs));
  return count === 1 ? unit : `${count} ${unit}s`;
}

const UNITS: readonly (readonly [string, number])[] = [
  ["day", DAY_MS],
  ["hour", HOUR_MS],
  ["minute", MINUTE_MS],
];

function readBounds(range: string): { from: Date; to: Date } | null {
  const [, from, to] = CUSTOM.exec(range) ?? [];
  if (!from || !to) return null;
  const bounds = { from: new Date(from), to: new Date(to) };
  return bounds.from < bounds.to ? bounds : null;
}

const readyRange = (range: TimeRange) =>
  TIME_RANGES[TIME_RANGE_KEYS.find((key) => key === range) ?? DEFAULT_TIME_RANGE];

const toMinute = (time: Date): `${string}Z` => `${time.toISOString().slice(0, 16)}Z`;
