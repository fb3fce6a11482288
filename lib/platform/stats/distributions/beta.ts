import { findRoot } from "../numeric/find-root";
import { incompleteBeta } from "../numeric/incomplete-beta";

/** Log odds of the smallest share above 0. */
const LOWEST_LOG_ODDS = -744;

/** P(X <= x) of Beta(a, b), a and b above 0. */
export function betaLowerTail(x: number, a: number, b: number): number {
  return incompleteBeta(x, 1 - x, a, b).lower;
}

/** P(X > x). */
export function betaUpperTail(x: number, a: number, b: number): number {
  return incompleteBeta(x, 1 - x, a, b).upper;
}

/** A share 0–1 and what is left of 1, from its log odds, both exact at either end. */
export function shareOfLogOdds(logOdds: number): { share: number; rest: number } {
  const small = 1 / (1 + Math.exp(Math.abs(logOdds)));
  const large = 1 / (1 + Math.exp(-Math.abs(logOdds)));
  return logOdds < 0 ? { share: small, rest: large } : { share: large, rest: small };
}

/** Log odds of the x that stays above the variable with chance `p` in (0, 1). */
export function betaLogOddsQuantile(p: number, a: number, b: number): number {
  const excess = (logOdds: number) => {
    const { share, rest } = shareOfLogOdds(logOdds);
    const { lower, upper } = incompleteBeta(share, rest, a, b);
    return p < 0.5 ? Math.log(lower / p) : -Math.log(upper / (1 - p));
  };
  const middle = Math.log(a / b);
  let reach = 1;
  while (middle + reach < -LOWEST_LOG_ODDS && excess(middle + reach) < 0) reach *= 2;
  let depth = 1;
  while (middle - depth > LOWEST_LOG_ODDS && excess(middle - depth) > 0) depth *= 2;
  return findRoot(excess, Math.max(LOWEST_LOG_ODDS, middle - depth), Math.min(-LOWEST_LOG_ODDS, middle + reach));
}

/** The x that stays above the variable with chance `p`; 0 and 1 at 0 and 1. */
export function betaQuantile(p: number, a: number, b: number): number {
  if (!(p > 0 && p < 1)) return p === 0 || p === 1 ? p : NaN;
  return shareOfLogOdds(betaLogOddsQuantile(p, a, b)).share;
}
