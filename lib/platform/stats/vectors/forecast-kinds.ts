import { normalQuantile } from "../distributions/normal";
import { summarise } from "../descriptive/summarise";
import { carryOnState, errorGrowth, smooth, type HoltWintersMode } from "../forecast/holt-winters";
import { fitHoltWinters, predictHoltWinters } from "../forecast/fit-holt-winters";
import { forecastDaily } from "../forecast/forecast-daily";
import { dayName } from "../forecast/days";
import { linearTrend } from "../forecast/linear-trend";
import { compensatedSum } from "../numeric/compensated-sum";
import { offer, offerScored, type OfferedKind } from "./offered-kind";

type Series = { y: number[]; period: number; mode: HoltWintersMode; horizon: number };
type FixedSeries = Series & {
  alpha: number;
  beta: number | null;
  gamma: number | null;
  initial: { level: number; trend?: number; seasonal?: number[]; first_updated_index: number };
};
type Fitted = { sse: number; forecast_total: number };
type History = { history: number[]; horizon: number; period: number };
type Future = { actual_future: number[]; reference_mape: Record<string, number> };

export const FORECAST_KINDS: Record<string, OfferedKind> = {
  linear_trend_forecast: offer(({ y, horizon }: { y: number[]; horizon: number }) => {
    const line = linearTrend(y, horizon);
    if (!line) return null;
    const { interval80, interval95, totalInterval95 } = line;
    return {
      intercept: line.intercept,
      slope: line.slope,
      slope_p: line.slopeP,
      r2: line.r2,
      residual_sd: line.residualSd,
      forecast: line.forecast,
      pi80_low: interval80.map(({ low }) => low),
      pi80_high: interval80.map(({ high }) => high),
      pi95_low: interval95.map(({ low }) => low),
      pi95_high: interval95.map(({ high }) => high),
      total_forecast: line.total,
      total_pi95_low: totalInterval95.low,
      total_pi95_high: totalInterval95.high,
    };
  }),
  holt_winters_fixed: offer(({ y, period, mode, horizon, alpha, beta, gamma, initial }: FixedSeries) => {
    const model = { mode, weights: { alpha, beta: beta ?? 0, gamma: gamma ?? 0 } };
    const start = { level: initial.level, trend: initial.trend ?? 0, seasonal: initial.seasonal ?? [] };
    const { state, residuals } = smooth(y.slice(initial.first_updated_index), start, model);
    const forecast = carryOnState(state, mode, horizon);
    const width = normalQuantile(0.975) * (summarise(residuals).sd ?? NaN);
    const growth = errorGrowth(model, period, horizon);
    return {
      forecast,
      pi95_low: forecast.map((value, step) => value - width * growth[step]!.sd),
      pi95_high: forecast.map((value, step) => value + width * growth[step]!.sd),
      sse: squared(residuals),
    };
  }),
  holt_winters_optimised: offerScored(
    ({ y, mode, period, horizon }: Series): Fitted | null => {
      const fitted = fitHoltWinters(y, mode, period);
      if (!fitted) return null;
      const { expected } = predictHoltWinters(fitted, period, horizon);
      return { sse: squared(fitted.residuals), forecast_total: compensatedSum(expected) };
    },
    (got, want: Fitted, { sse_ratio_max, total_rel }) => {
      const isTight = got !== null && got.sse <= Number(sse_ratio_max) * want.sse;
      const isClose = got !== null && Math.abs(got.forecast_total / want.forecast_total - 1) <= Number(total_rel);
      return isTight || isClose
        ? null
        : `sse ${got?.sse} and total ${got?.forecast_total}, R has ${JSON.stringify(want)}`;
    },
  ),
  // As good as the middle one of the methods whose scores the file gives.
  budget_backtest: offerScored(
    ({ history, horizon, period }: History) => {
      const days = history.map((value, index) => ({ day: dayName(index), value }));
      return forecastDaily(days, { horizonDays: horizon, period }).points.map(({ expected }) => expected);
    },
    (got, { actual_future, reference_mape }: Future) => {
      const misses = actual_future.map((value, step) => Math.abs((got[step] ?? NaN) / value - 1));
      const error = compensatedSum(misses) / misses.length;
      const references = Object.values(reference_mape).sort((a, b) => a - b);
      const middle = references[Math.floor((references.length - 1) / 2)] ?? 0;
      return error <= middle
        ? null
        : `daily error ${error}, the methods beside it have ${JSON.stringify(reference_mape)}`;
    },
  ),
};

const squared = (residuals: readonly number[]): number => compensatedSum(residuals.map((value) => value * value));
