import {
  findLimitCrossing,
  projectTotal,
  type Forecast,
  type ForecastPoint,
  type ProjectedTotal,
} from "@/lib/platform/stats";
import type { BudgetForecast, CostForecast, ForecastRange } from "./forecast-schemas";

/** A history of fewer days carries on its mean: see lib/platform/stats. */
const MIN_DAYS = 14;

export function forecastNote(method: CostForecast["method"], knownDays: number): string | null {
  if (method === "none") return "No whole day with a call is over yet: the forecast begins tomorrow";
  if (method !== "mean") return null;
  if (knownDays >= MIN_DAYS) return "These days follow no pattern that could be carried on, so their mean is";
  const days = knownDays === 1 ? "1 day is" : `${knownDays} days are`;
  return `Only ${days} known. Weekdays and a trend show after ${MIN_DAYS}; until then the mean is carried on`;
}

/** Nothing that is spent already can be unspent: no bound lies below `spentUsd`. */
function rangeOf({ expected, low80, high80, low95, high95 }: ProjectedTotal, spentUsd = 0): ForecastRange {
  const kept = (value: number | null) => (value === null ? null : Math.max(value, spentUsd));
  return {
    expectedUsd: Math.max(expected, spentUsd),
    low80Usd: kept(low80),
    high80Usd: kept(high80),
    low95Usd: kept(low95),
    high95Usd: kept(high95),
  };
}

export const pointOf = (point: ForecastPoint) => ({ day: point.day, ...rangeOf(point) });

type Window = {
  /** Spent in the window on whole days. */
  spentBefore: number;
  spentToday: number;
  lastDay: string;
};

/** What a window comes to at its end; null when the forecast does not reach so far. */
export function windowEnd(forecast: Forecast, { spentBefore, spentToday, lastDay }: Window): ForecastRange | null {
  const total = projectTotal(forecast, { spent: spentBefore, untilDay: lastDay });
  return total && rangeOf(total, spentBefore + spentToday);
}

type Overrun = Pick<BudgetForecast, "isOver" | "expectedDay" | "earliestDay" | "latestDay">;

/** When a window's limit is used up, days after its end being none. */
export function overrunOf(forecast: Forecast, { spentBefore, spentToday, lastDay }: Window, limitUsd: number): Overrun {
  if (spentBefore + spentToday >= limitUsd)
    return { isOver: true, expectedDay: null, earliestDay: null, latestDay: null };
  const { expectedDay, earliestDay, latestDay } = findLimitCrossing(forecast, { spent: spentBefore, limit: limitUsd });
  const within = (day: string | null) => (day !== null && day <= lastDay ? day : null);
  return {
    isOver: false,
    expectedDay: within(expectedDay),
    earliestDay: within(earliestDay),
    latestDay: within(latestDay),
  };
}
