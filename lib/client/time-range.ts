const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** The dashboard's time ranges, shortest first. `spanMs` is null for all time. */
export const TIME_RANGES = {
  "5m": { label: "Last 5 minutes", period: "5 minutes", spanMs: 5 * MINUTE_MS },
  "1h": { label: "Last hour", period: "hour", spanMs: HOUR_MS },
  "24h": { label: "Last 24 hours", period: "24 hours", spanMs: DAY_MS },
  "7d": { label: "Last 7 days", period: "7 days", spanMs: 7 * DAY_MS },
  "30d": { label: "Last 30 days", period: "30 days", spanMs: 30 * DAY_MS },
  "90d": { label: "Last 90 days", period: "90 days", spanMs: 90 * DAY_MS },
  all: { label: "All time", period: null, spanMs: null },
} as const;

export type TimeRange = keyof typeof TIME_RANGES;

export const TIME_RANGE_KEYS = Object.keys(TIME_RANGES) as TimeRange[];

export const DEFAULT_TIME_RANGE: TimeRange = "24h";

/** Name of the parameter in every page's address. */
export const TIME_RANGE_PARAM = "range";

/** Reads the address; anything unknown is the default, never an error. */
export function parseTimeRange(value: unknown): TimeRange {
  return TIME_RANGE_KEYS.find((key) => key === value) ?? DEFAULT_TIME_RANGE;
}

/**
 * `from` and `to` for the API, ISO 8601. Call it inside a query function and keep the range itself in the query key:
 * bounds move with the clock. All time has no `from`.
 */
export function boundsOfTimeRange(range: TimeRange, now: Date): { from?: string; to: string } {
  const { spanMs } = TIME_RANGES[range];
  const to = now.toISOString();
  return spanMs === null ? { to } : { from: new Date(now.getTime() - spanMs).toISOString(), to };
}
