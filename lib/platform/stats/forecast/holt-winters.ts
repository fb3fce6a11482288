/** How the seasonal part joins the level: none and no trend either, none, a sum, a product. */
export type HoltWintersMode = "ses" | "holt" | "additive" | "multiplicative";

export type HoltWintersState = {
  level: number;
  /** Change a step; 0 without trend. */
  trend: number;
  /** The seasonal parts of the next `period` steps in order; empty without season. */
  seasonal: readonly number[];
};

/** 0–1 each: how fast level, trend and season follow what is new. `beta` and `gamma` are 0 where the mode has none. */
export type HoltWintersWeights = { alpha: number; beta: number; gamma: number };

export type HoltWintersModel = { mode: HoltWintersMode; weights: HoltWintersWeights };

/**
 * Exponential smoothing (Holt 1957, Winters 1960; the seasonal part uses the new level, as R's HoltWinters does): the state
 * after the values, and by how much each known one missed what was expected. A value that is not known (null) leaves level
 * and season as expected.
 */
export function smooth(
  values: readonly (number | null)[],
  start: HoltWintersState,
  { mode, weights: { alpha, beta, gamma } }: HoltWintersModel,
): { state: HoltWintersState; residuals: number[] } {
  const isProduct = mode === "multiplicative";
  const seasonal = [...start.seasonal];
  const period = seasonal.length;
  let { level, trend } = start;
  const residuals: number[] = [];
  values.forEach((value, step) => {
    const place = period === 0 ? 0 : step % period;
    const season = seasonal[place] ?? (isProduct ? 1 : 0);
    const base = level + trend;
    if (value === null) {
      level = base;
      return;
    }
    residuals.push(value - (isProduct ? base * season : base + season));
    const next = alpha * (isProduct ? ratio(value, season, value) : value - season) + (1 - alpha) * base;
    trend = beta * (next - level) + (1 - beta) * trend;
    level = next;
    if (period > 0)
      seasonal[place] = gamma * (isProduct ? ratio(value, level, season) : value - level) + (1 - gamma) * season;
  });
  const turn = period === 0 ? 0 : values.length % period;
  return { state: { level, trend, seasonal: [...seasonal.slice(turn), ...seasonal.slice(0, turn)] }, residuals };
}

/** Expected values of the next `horizon` steps. */
export function carryOnState(
  { level, trend, seasonal }: HoltWintersState,
  mode: HoltWintersMode,
  horizon: number,
): number[] {
  return Array.from({ length: horizon }, (_, step) => {
    const base = level + (step + 1) * trend;
    if (seasonal.length === 0) return base;
    const season = seasonal[step % seasonal.length]!;
    return mode === "multiplicative" ? base * season : base + season;
  });
}

/**
 * Standard deviations of the errors of each of the next steps and of their running total, in units of the one-step error
 * (Yar and Chatfield 1990; exact for the additive forms, also used for the product).
 */
export function errorGrowth({ weights, mode }: HoltWintersModel, period: number, horizon: number) {
  const { alpha, beta, gamma } = weights;
  const isSeasonal = mode === "additive" || mode === "multiplicative";
  const echo = (age: number) => alpha * (1 + age * beta) + (isSeasonal && age % period === 0 ? gamma * (1 - alpha) : 0);
  let squares = 0;
  let totalSquares = 0;
  let echoes = 1;
  return Array.from({ length: horizon }, (_, step) => {
    // An error made now is felt once itself, and again in every later step by its echo.
    squares += step === 0 ? 1 : echo(step) ** 2;
    if (step > 0) echoes += echo(step);
    totalSquares += echoes ** 2;
    return { sd: Math.sqrt(squares), totalSd: Math.sqrt(totalSquares) };
  });
}

const ratio = (above: number, below: number, otherwise: number): number => (below === 0 ? otherwise : above / below);
