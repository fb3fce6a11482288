import { betaLogOddsQuantile, shareOfLogOdds } from "../distributions/beta";
import { normalDensity, normalLowerTail, normalQuantile, normalUpperTail } from "../distributions/normal";
import { incompleteBeta } from "../numeric/incomplete-beta";
import { binomialDensity } from "../numeric/point-densities";

/** What one believes of a value, on a line on which the belief is smooth. */
export type Posterior = {
  density(at: number): number;
  lower(at: number): number;
  upper(at: number): number;
  quantile(chance: number): number;
};

/** Beta(a, b) of a share, on the line of its log odds: there it has no poles, however small a and b are. */
export function betaPosterior(a: number, b: number): Posterior {
  const tails = (logOdds: number) => {
    const { share, rest } = shareOfLogOdds(logOdds);
    return incompleteBeta(share, rest, a, b);
  };
  return {
    density(logOdds) {
      const { share, rest } = shareOfLogOdds(logOdds);
      return a * (b / (a + b)) * binomialDensity(a, a + b, share, rest);
    },
    lower: (logOdds) => tails(logOdds).lower,
    upper: (logOdds) => tails(logOdds).upper,
    quantile: (chance) => betaLogOddsQuantile(chance, a, b),
  };
}

/** Null when nothing is unknown any more, or everything. */
export function normalPosterior(mean: number, sd: number): Posterior | null {
  if (!(sd > 0 && sd < Infinity && Number.isFinite(mean))) return null;
  return {
    density: (at) => normalDensity((at - mean) / sd) / sd,
    lower: (at) => normalLowerTail((at - mean) / sd),
    upper: (at) => normalUpperTail((at - mean) / sd),
    quantile: (chance) => mean + sd * normalQuantile(chance),
  };
}

const LEVELS = [1e-15, 1e-8, 1e-4, 0.01, 0.1, 0.3, 0.5, 0.7, 0.9, 0.99, 1 - 1e-4, 1 - 1e-8, 1 - 1e-15];

/** Where to break an integral over several posteriors, so that the narrowest is seen beside the widest. */
export function breakpointsOf(posteriors: readonly Posterior[]): number[] {
  const points = posteriors.flatMap(({ quantile }) => LEVELS.map(quantile));
  return [...new Set(points)].sort((a, b) => a - b);
}
