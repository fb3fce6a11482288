import { normalTwoSided } from "../distributions/normal";

/** Two-sided p values of a rank statistic, `distance` from its mean, by the normal distribution. */
export function rankPValues(distance: number, sd: number): { pCorrected: number; pUncorrected: number } {
  return {
    // The continuity correction cannot carry beyond the mean.
    pCorrected: normalTwoSided(Math.max(0, Math.abs(distance) - 0.5) / sd),
    pUncorrected: normalTwoSided(distance / sd),
  };
}

/** Two-sided p value of `statistic` from the chance of each whole number. */
export function exactTwoSided(chances: Float64Array, statistic: number): number {
  let lower = 0;
  for (let value = 0; value <= statistic; value++) lower += chances[value] ?? 0;
  let upper = 0;
  for (let value = chances.length - 1; value >= statistic; value--) upper += chances[value] ?? 0;
  return Math.min(1, 2 * Math.min(lower, upper));
}
