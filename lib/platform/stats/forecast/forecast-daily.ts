import { twoSidedTQuantile } from "../distributions/student-t";
import { backtest, type Backtest } from "./backtest";
import { dailySeries, type DailySeries, type DailyValue } from "./daily-series";
import { dayName } from "./days";
import { countKnown, MIN_DAYS_FOR_WEEKDAYS, predict, type ForecastMethod } from "./forecast-methods";
import { cumulated, type Prediction } from "./prediction";

export type ForecastPoint = {
  day: string;
  expected: number;
  /** Bounds that 80 % and 95 % of the outcomes keep; null while the history says nothing about its scatter. */
  low80: number | null;
  high80: number | null;
  low95: number | null;
  high95: number | null;
};

export type Forecast = {
  /** How it was made; `none` without a single known day, and then there are no points. */
  method: ForecastMethod | "none";
  /** One a day, from the day after the last known one. */
  points: ForecastPoint[];
  /** The sum of all points up to and with each day. Bounds of a sum are narrower than the sum of bounds. */
  totals: ForecastPoint[];
  /** How the same method did on the past; null while that is too short (three weeks). */
  backtest: Backtest | null;
};

export type ForecastOptions = {
  /** 0–366 days. */
  horizonDays: number;
  /** After how many days the pattern repeats. (Default: 7) */
  period?: number;
  /** No day can come to less; null when it can. (Default: 0, as for costs and counts) */
  lowest?: number | null;
};

const MAX_HORIZON_DAYS = 366;
/** Stretches of history needed before they may choose the method. */
const MIN_FOLDS_TO_CHOOSE = 3;
/** Holt-Winters replaces the line when its error on the past is below this share of the line's: less is luck. */
const CLEARLY_BETTER = 0.8;

/**
 * Daily values carried on: by a weekday-aware line, by Holt-Winters where the past shows it to be clearly better, by the mean
 * while fewer than 14 days are known. Never throws; the same history gives the same forecast.
 */
export function forecastDaily(history: readonly DailyValue[], options: ForecastOptions): Forecast {
  const { period = 7, lowest = 0 } = options;
  const horizon = Math.min(MAX_HORIZON_DAYS, Math.max(0, Math.floor(options.horizonDays) || 0));
  const series = dailySeries(history);
  const chosen = series && choose(series, period);
  const prediction = chosen && predict(chosen.method, series.values, period, horizon);
  if (!prediction) return { method: "none", points: [], totals: [], backtest: null };
  const firstDay = series.firstDay + series.values.length;
  return { ...chosen, ...withBounds(prediction, firstDay, lowest) };
}

function choose(series: DailySeries, period: number): { method: ForecastMethod; backtest: Backtest | null } | null {
  const usable = (method: ForecastMethod) => predict(method, series.values, period, 1) !== null;
  if (countKnown(series.values) < MIN_DAYS_FOR_WEEKDAYS || !usable("weekday_line"))
    return usable("mean") ? { method: "mean", backtest: null } : null;
  const line = backtest(series, "weekday_line", period);
  const holtWinters = usable("holt_winters") ? backtest(series, "holt_winters", period) : null;
  return isClearlyBetter(holtWinters, line)
    ? { method: "holt_winters", backtest: holtWinters }
    : { method: "weekday_line", backtest: line };
}

function isClearlyBetter(other: Backtest | null, line: Backtest | null): boolean {
  if (!other || !line || Math.min(other.folds.length, line.folds.length) < MIN_FOLDS_TO_CHOOSE) return false;
  const [otherError, lineError] = [other.medianTotalError, line.medianTotalError];
  return otherError !== null && lineError !== null && otherError < CLEARLY_BETTER * lineError;
}

function withBounds({ expected, sd, totalSd, df }: Prediction, firstDay: number, lowest: number | null) {
  const kept = expected.map((value) => (lowest === null ? value : Math.max(lowest, value)));
  const z80 = df > 0 ? twoSidedTQuantile(0.8, df) : 0;
  const z95 = df > 0 ? twoSidedTQuantile(0.95, df) : 0;
  const pointsOf = (centres: readonly number[], sds: readonly number[] | null, days: (step: number) => number) =>
    centres.map((centre, step): ForecastPoint => {
      const floor = (value: number) => (lowest === null ? value : Math.max(lowest * days(step), value));
      const width = (z: number) => (sds === null ? null : z * sds[step]!);
      const [width80, width95] = [width(z80), width(z95)];
      return {
        day: dayName(firstDay + step),
        expected: centre,
        low80: width80 === null ? null : floor(centre - width80),
        high80: width80 === null ? null : centre + width80,
        low95: width95 === null ? null : floor(centre - width95),
        high95: width95 === null ? null : centre + width95,
      };
    });
  return {
    points: pointsOf(kept, sd, () => 1),
    totals: pointsOf(cumulated(kept), totalSd, (step) => step + 1),
  };
}
