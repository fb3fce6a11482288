import type { Forecast, ForecastPoint } from "./forecast-daily";

/** A total, expected and with bounds as in `ForecastPoint`. */
export type ProjectedTotal = Omit<ForecastPoint, "day">;

/**
 * What a running total comes to at the end of `untilDay`, such as the last day of a month. `spent` is what had been spent by
 * the end of the last day of the history. Null when the forecast does not reach so far.
 */
export function projectTotal(
  { totals }: Forecast,
  { spent, untilDay }: { spent: number; untilDay: string },
): ProjectedTotal | null {
  const first = totals[0];
  if (!first) return null;
  if (untilDay < first.day) return { expected: spent, low80: spent, high80: spent, low95: spent, high95: spent };
  const end = totals.find(({ day }) => day === untilDay);
  if (!end) return null;
  const added = (value: number | null) => (value === null ? null : spent + value);
  return {
    expected: spent + end.expected,
    low80: added(end.low80),
    high80: added(end.high80),
    low95: added(end.low95),
    high95: added(end.high95),
  };
}

export type LimitCrossing = {
  /** The limit had been reached by the end of the history; then the days are null. */
  isCrossed: boolean;
  /** First day by whose end the limit is expected to be reached; null when not within the forecast. */
  expectedDay: string | null;
  /** The same when spending follows the upper 80 % bound: hardly before this day. */
  earliestDay: string | null;
  /** The same when it follows the lower 80 % bound: hardly after this day. */
  latestDay: string | null;
};

/** When a running total reaches a limit. `spent` as in `projectTotal`. */
export function findLimitCrossing(
  { totals }: Forecast,
  { spent, limit }: { spent: number; limit: number },
): LimitCrossing {
  if (spent >= limit) return { isCrossed: true, expectedDay: null, earliestDay: null, latestDay: null };
  const firstDay = (totalOf: (point: ForecastPoint) => number | null) =>
    totals.find((point) => spent + (totalOf(point) ?? -Infinity) >= limit)?.day ?? null;
  return {
    isCrossed: false,
    expectedDay: firstDay(({ expected }) => expected),
    earliestDay: firstDay(({ high80 }) => high80),
    latestDay: firstDay(({ low80 }) => low80),
  };
}
