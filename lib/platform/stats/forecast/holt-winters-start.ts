import { compensatedSum } from "../numeric/compensated-sum";
import { leastSquares } from "../numeric/least-squares";
import type { HoltWintersMode, HoltWintersState } from "./holt-winters";

/** The state before the value at index `from`. */
export type HoltWintersStart = { state: HoltWintersState; from: number };

/** Periods from which level, trend and season are first read. */
const START_PERIODS = 2;

/**
 * First state from the first values, as R's HoltWinters takes it: level and trend from a line through the moving average of
 * the first two periods, season from what is left over. Null when the values do not suffice.
 */
export function holtWintersStart(
  values: readonly number[],
  mode: HoltWintersMode,
  period: number,
): HoltWintersStart | null {
  if (mode === "ses")
    return values.length < 2 ? null : { state: { level: values[0]!, trend: 0, seasonal: [] }, from: 1 };
  if (mode === "holt") {
    if (values.length < 3) return null;
    return { state: { level: values[1]!, trend: values[1]! - values[0]!, seasonal: [] }, from: 2 };
  }
  if (period < 2 || values.length < START_PERIODS * period) return null;
  const first = values.slice(0, START_PERIODS * period);
  const average = movingAverage(first, period);
  const known = average.filter((value) => value !== null);
  const line = leastSquares(
    known.map((_, step) => [1, step + 1]),
    known,
  );
  const seasonal = seasonalFigure(first, average, mode, period);
  if (!line || !seasonal) return null;
  const [level, trend] = line.coefficients as [number, number];
  return { state: { level, trend, seasonal }, from: period };
}

/** Centred over one whole period, its ends counting half when it is even; null where the window does not fit. */
function movingAverage(values: readonly number[], period: number): (number | null)[] {
  const half = Math.floor(period / 2);
  const isEven = period % 2 === 0;
  return values.map((_, index) => {
    const window = values.slice(Math.max(0, index - half), index + half + 1);
    if (index < half || window.length < 2 * half + 1) return null;
    const ends = isEven ? (window[0]! + window.at(-1)!) / 2 : 0;
    return (compensatedSum(window) - ends) / period;
  });
}

/** Mean deviation from the moving average for each place in the period, made to sum to 0 (or to average 1). */
function seasonalFigure(
  values: readonly number[],
  average: readonly (number | null)[],
  mode: HoltWintersMode,
  period: number,
): number[] | null {
  const isProduct = mode === "multiplicative";
  const figure = Array.from({ length: period }, (_, place) => {
    const parts = values.flatMap((value, index) => {
      const level = average[index];
      if (index % period !== place || level == null) return [];
      return [isProduct ? value / level : value - level];
    });
    return compensatedSum(parts) / parts.length;
  });
  const centre = compensatedSum(figure) / period;
  const centred = figure.map((value) => (isProduct ? value / centre : value - centre));
  return centred.every(Number.isFinite) ? centred : null;
}
