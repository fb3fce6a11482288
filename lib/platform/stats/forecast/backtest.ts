import { dayName } from "./days";
import type { DailySeries } from "./daily-series";
import { MIN_DAYS_FOR_WEEKDAYS, predict, type ForecastMethod } from "./forecast-methods";

/** One stretch of days that were forecast from the days before them alone. */
export type BacktestFold = {
  fromDay: string;
  toDay: string;
  expected: number;
  actual: number;
  /** |expected - actual| / |actual| of the whole stretch; null when the actual total is 0. */
  totalError: number | null;
  /** Sum of the daily misses over the sum of the actual values; null like `totalError`. */
  dailyError: number | null;
};

export type Backtest = {
  /** Latest first. */
  folds: BacktestFold[];
  /** Median of the folds; null when none has an error. */
  medianTotalError: number | null;
  medianDailyError: number | null;
  /** What always expecting the mean so far would have given on the same stretches. */
  baselineMedianTotalError: number | null;
};

const MAX_FOLDS = 6;
const FOLD_STEP_DAYS = 7;
/** Histories of eight weeks and more are tested on two weeks at a time. */
const LONG_HISTORY_DAYS = 56;

/** How well a method would have done on this history. Null when it is too short for a single stretch. */
export function backtest(series: DailySeries, method: ForecastMethod, period: number): Backtest | null {
  const folds = foldsOf(series, method, period);
  if (folds.length === 0) return null;
  const baseline = foldsOf(series, "mean", period);
  return {
    folds,
    medianTotalError: medianKnown(folds.map(({ totalError }) => totalError)),
    medianDailyError: medianKnown(folds.map(({ dailyError }) => dailyError)),
    baselineMedianTotalError: medianKnown(baseline.map(({ totalError }) => totalError)),
  };
}

function foldsOf({ firstDay, values }: DailySeries, method: ForecastMethod, period: number): BacktestFold[] {
  const days = values.length >= LONG_HISTORY_DAYS ? 2 * FOLD_STEP_DAYS : FOLD_STEP_DAYS;
  const folds: BacktestFold[] = [];
  for (let from = values.length - days; from >= MIN_DAYS_FOR_WEEKDAYS; from -= FOLD_STEP_DAYS) {
    if (folds.length === MAX_FOLDS) break;
    const actual = values.slice(from, from + days).filter((value) => value !== null);
    const prediction = predict(method, values.slice(0, from), period, days);
    if (actual.length < days || !prediction) continue;
    folds.push(compare(prediction.expected, actual, firstDay + from));
  }
  return folds;
}

function compare(expected: readonly number[], actual: readonly number[], fromDay: number): BacktestFold {
  const total = { expected: sum(expected), actual: sum(actual) };
  const size = sum(actual.map(Math.abs));
  const misses = sum(actual.map((value, step) => Math.abs(value - expected[step]!)));
  return {
    fromDay: dayName(fromDay),
    toDay: dayName(fromDay + actual.length - 1),
    ...total,
    totalError: total.actual === 0 ? null : Math.abs(total.expected - total.actual) / Math.abs(total.actual),
    dailyError: size === 0 ? null : misses / size,
  };
}

function medianKnown(values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null).sort((a, b) => a - b);
  if (known.length === 0) return null;
  const middle = (known.length - 1) / 2;
  return (known[Math.floor(middle)]! + known[Math.ceil(middle)]!) / 2;
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
