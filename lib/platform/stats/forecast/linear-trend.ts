import { tTwoSided, twoSidedTQuantile } from "../distributions/student-t";
import type { Interval } from "../interval";
import { compensatedSum } from "../numeric/compensated-sum";
import { leastSquares } from "../numeric/least-squares";

export type LinearTrend = {
  /** Level one step before the first value. */
  intercept: number;
  /** Change a step. */
  slope: number;
  /** Two-sided p value of a slope of 0; null when the values do not vary. */
  slopeP: number | null;
  /** Share of the variance that the line explains, 0–1; null when there is none. */
  r2: number | null;
  residualSd: number;
  forecast: number[];
  interval80: Interval[];
  interval95: Interval[];
  total: number;
  totalInterval95: Interval;
};

/**
 * A straight line through values at steps 1..n, carried on for `horizon` steps, with prediction intervals for each step
 * and for their sum (Montgomery, Peck and Vining 2012, chapter 2). Null for fewer than three values.
 */
export function linearTrend(values: readonly number[], horizon: number): LinearTrend | null {
  const n = values.length;
  if (n < 3 || !values.every(Number.isFinite)) return null;
  // Steps are counted from the middle: the level and the slope are then estimated independently of each other.
  const middle = (n + 1) / 2;
  const fit = leastSquares(
    values.map((_, index) => [1, index + 1 - middle]),
    values,
  );
  if (!fit) return null;
  const [level, slope] = fit.coefficients as [number, number];
  const { residualSd, df } = fit;
  const squares = compensatedSum(values.map((value) => (value - level) ** 2));
  const rows = Array.from({ length: horizon }, (_, step) => [1, n + step + 1 - middle]);
  const forecast = rows.map((row) => level + slope * row[1]!);
  const widthOf = (confidence: number, variance: number) =>
    twoSidedTQuantile(confidence, df) * residualSd * Math.sqrt(variance);
  const around = (centre: number, width: number): Interval => ({ low: centre - width, high: centre + width });
  const interval = (confidence: number) =>
    rows.map((row, step) => around(forecast[step]!, widthOf(confidence, 1 + fit.leverage(row))));
  const total = compensatedSum(forecast);
  const totalRow = [horizon, compensatedSum(rows.map((row) => row[1]!))];
  return {
    intercept: level - slope * middle,
    slope,
    slopeP: slopeP(slope, residualSd * Math.sqrt(fit.leverage([0, 1])), df),
    r2: squares > 0 ? 1 - (residualSd ** 2 * df) / squares : null,
    residualSd,
    forecast,
    interval80: interval(0.8),
    interval95: interval(0.95),
    total,
    totalInterval95: around(total, widthOf(0.95, horizon + fit.leverage(totalRow))),
  };
}

function slopeP(slope: number, standardError: number, df: number): number | null {
  if (standardError > 0) return tTwoSided(slope / standardError, df);
  return slope === 0 ? null : 0;
}
