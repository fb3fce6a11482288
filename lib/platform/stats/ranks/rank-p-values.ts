import { normalTwoSided } from "../distributions/normal";

/** Two-sided p values of a rank statistic, `distance` from its mean, by the normal distribution. */
export function rankPValues(distance: number, sd: number): { pCorrected: number; pUncorrected: number } {
  return {
    // The continuity correction cannot carry beyond the mean.
    pCorrected: normalTwoSided(Math.max(0, Math.abs(distance) - 0.5) / sd),
    pUncorrected: normalTwoSided(distance / sd),
  };
}

/** Two-sided p value of the smaller of two mirrored statistics, from how many ways lead to each number up to it. */
export function exactTwoSided(ways: Float64Array, allWays: number): number {
  return Math.min(1, 2 * ways.reduce((sum, count) => sum + count / allWays, 0));
}
