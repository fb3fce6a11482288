import type { CostForecast } from "@/lib/budgets/schemas";

/** One day of the chart, US dollars; null draws nothing. */
export type ForecastRow = {
  day: string;
  actual: number | null;
  expected: number | null;
  /** Lower and upper bound. */
  band80: [number, number] | null;
  band95: [number, number] | null;
};

/** Enough of the past to see weekdays, without pressing the future into a corner. */
const PAST_DAYS = 42;

/** The past and what is expected, by the day. The line of the forecast begins at the last day that is known. */
export function prepareForecast({ history, points }: Pick<CostForecast, "history" | "points">): ForecastRow[] {
  const past = history.slice(-PAST_DAYS);
  const last = past.at(-1);
  const before = past.map(({ day, costUsd }): ForecastRow => ({
    day,
    actual: costUsd,
    expected: day === last?.day && points.length > 0 ? costUsd : null,
    band80: null,
    band95: null,
  }));
  const after = points.map(({ day, expectedUsd, low80Usd, high80Usd, low95Usd, high95Usd }): ForecastRow => ({
    day,
    actual: null,
    expected: expectedUsd,
    band80: bandOf(low80Usd, high80Usd),
    band95: bandOf(low95Usd, high95Usd),
  }));
  return [...before, ...after];
}

const bandOf = (low: number | null, high: number | null): [number, number] | null =>
  low === null || high === null ? null : [low, high];
