import { fitHoltWinters, predictHoltWinters } from "./fit-holt-winters";
import type { Prediction } from "./prediction";
import { plainMean, weekdayLine } from "./weekday-line";

export type ForecastMethod = "weekday_line" | "holt_winters" | "mean";

/** Fewer known days than these say nothing about weekdays or a trend: the mean is all there is. */
export const MIN_DAYS_FOR_WEEKDAYS = 14;

const PREDICT: Record<
  ForecastMethod,
  (values: readonly (number | null)[], period: number, horizon: number) => Prediction | null
> = {
  weekday_line: weekdayLine,
  holt_winters(values, period, horizon) {
    const known = values.filter((value) => value !== null);
    // Its first state needs whole periods.
    const fitted = known.length === values.length ? fitHoltWinters(known, "additive", period) : null;
    return fitted && predictHoltWinters(fitted, period, horizon);
  },
  mean: (values, _period, horizon) => plainMean(values, horizon),
};

/** What a method expects of the next steps; null when the values do not suffice for it or are too large to reckon with. */
export function predict(
  method: ForecastMethod,
  values: readonly (number | null)[],
  period: number,
  horizon: number,
): Prediction | null {
  if (method !== "mean" && countKnown(values) < MIN_DAYS_FOR_WEEKDAYS) return null;
  const prediction = PREDICT[method](values, period, horizon);
  const isSound = [prediction?.expected, prediction?.sd, prediction?.totalSd].every(
    (part) => part?.every(Number.isFinite) ?? true,
  );
  return isSound ? prediction : null;
}

export function countKnown(values: readonly (number | null)[]): number {
  return values.reduce<number>((count, value) => count + (value === null ? 0 : 1), 0);
}
