import { leastSquares, type LeastSquaresFit } from "../numeric/least-squares";
import { type Prediction } from "./prediction";

/**
 * A straight line with one level for each day of the week, by ordinary least squares; days without a value (null) are left
 * out. The slope stays only when it lowers the corrected Akaike criterion (Hurvich and Tsai 1989), because a slope that is
 * only noise carries far. A period of 1 is a line without weekdays. Null when the values do not suffice.
 */
export function weekdayLine(values: readonly (number | null)[], period: number, horizon: number): Prediction | null {
  const shape = { period, middle: (values.length - 1) / 2, scale: Math.max(1, values.length) };
  const known = values.flatMap((value, step) => (value === null ? [] : [{ value, step }]));
  const fitted = [true, false].flatMap((hasSlope) => {
    const rowOf = (step: number) => rowAt(step, shape, hasSlope);
    const fit = leastSquares(
      known.map(({ step }) => rowOf(step)),
      known.map(({ value }) => value),
    );
    return fit && fit.df > 0 ? [{ fit, rowOf }] : [];
  });
  const best = fitted.toSorted((a, b) => correctedAkaike(a.fit) - correctedAkaike(b.fit))[0];
  if (!best) return null;
  return carryOn(
    best.fit,
    Array.from({ length: horizon }, (_, step) => best.rowOf(values.length + step)),
  );
}

type Shape = { period: number; middle: number; scale: number };

function rowAt(step: number, { period, middle, scale }: Shape, hasSlope: boolean): number[] {
  const weekday = Array.from({ length: period }, (_, day) => (step % period === day ? 1 : 0));
  return hasSlope ? [...weekday, (step - middle) / scale] : weekday;
}

/** The variance of a sum counts the error of the fit once for all its steps, the noise once for each. */
function carryOn(fit: LeastSquaresFit, rows: readonly number[][]): Prediction {
  const width = fit.coefficients.length;
  let sum = new Array<number>(width).fill(0);
  const totalSd = rows.map((row, step) => {
    sum = sum.map((value, column) => value + row[column]!);
    return fit.residualSd * Math.sqrt(step + 1 + fit.leverage(sum));
  });
  return {
    expected: rows.map((row) => row.reduce((total, value, column) => total + value * fit.coefficients[column]!, 0)),
    sd: rows.map((row) => fit.residualSd * Math.sqrt(1 + fit.leverage(row))),
    totalSd,
    df: fit.df,
  };
}

function correctedAkaike({ residuals, coefficients, residualSd, df }: LeastSquaresFit): number {
  const n = residuals.length;
  const parameters = coefficients.length + 1;
  if (residualSd === 0) return -Infinity;
  const penalty = n > parameters + 1 ? 2 * parameters * (n / (n - parameters - 1)) : Infinity;
  return n * Math.log((residualSd ** 2 * df) / n) + penalty;
}

/** Every step is expected to be the mean of the known values. Null without any. */
export function plainMean(values: readonly (number | null)[], horizon: number): Prediction | null {
  const known = values.filter((value) => value !== null);
  if (known.length === 0) return null;
  const fit = leastSquares(
    known.map(() => [1]),
    known,
  );
  if (!fit) return null;
  const prediction = carryOn(
    fit,
    Array.from({ length: horizon }, () => [1]),
  );
  return fit.df > 0 ? prediction : { ...prediction, sd: null, totalSd: null, df: 0 };
}
