import { minimiseInBox } from "../numeric/minimise-in-box";
import {
  carryOnState,
  errorGrowth,
  smooth,
  type HoltWintersMode,
  type HoltWintersModel,
  type HoltWintersState,
  type HoltWintersWeights,
} from "./holt-winters";
import { holtWintersStart } from "./holt-winters-start";
import type { Prediction } from "./prediction";

export type FittedHoltWinters = {
  model: HoltWintersModel;
  /** After the last value. */
  state: HoltWintersState;
  /** Errors of the one-step forecasts. */
  residuals: number[];
};

/**
 * The weights with the smallest sum of squared one-step errors, as R's HoltWinters chooses them. Null when the values are too
 * few for the mode (two periods, or three values without season).
 */
export function fitHoltWinters(
  values: readonly number[],
  mode: HoltWintersMode,
  period: number,
): FittedHoltWinters | null {
  const start = holtWintersStart(values, mode, period);
  if (!start) return null;
  const rest = values.slice(start.from);
  const run = (weights: HoltWintersWeights) => smooth(rest, start.state, { mode, weights });
  const size = mode === "ses" ? 1 : mode === "holt" ? 2 : 3;
  const best = minimiseInBox((point) => squared(run(weightsOf(point)).residuals), size);
  const weights = weightsOf(best);
  return { model: { mode, weights }, ...run(weights) };
}

/** Forecast of a fitted model. The standard deviations take the weights as known (Yar and Chatfield 1990). */
export function predictHoltWinters(
  { model, state, residuals }: FittedHoltWinters,
  period: number,
  horizon: number,
): Prediction {
  const growth = errorGrowth(model, period, horizon);
  const df = residuals.length - (model.mode === "ses" ? 1 : model.mode === "holt" ? 2 : 3);
  const oneStep = df > 0 ? Math.sqrt(squared(residuals) / df) : null;
  return {
    expected: carryOnState(state, model.mode, horizon),
    sd: oneStep === null ? null : growth.map(({ sd }) => sd * oneStep),
    totalSd: oneStep === null ? null : growth.map(({ totalSd }) => totalSd * oneStep),
    df: Math.max(0, df),
  };
}

const weightsOf = ([alpha = 0, beta = 0, gamma = 0]: readonly number[]): HoltWintersWeights => ({ alpha, beta, gamma });

const squared = (residuals: readonly number[]): number => residuals.reduce((sum, value) => sum + value * value, 0);
