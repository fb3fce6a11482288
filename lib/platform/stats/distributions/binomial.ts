import { incompleteBeta } from "../numeric/incomplete-beta";
import { binomialDensity } from "../numeric/point-densities";

/** P(X = k) of `n` trials with chance `p` each. */
export function binomialProbability(k: number, n: number, p: number): number {
  return Number.isInteger(k) ? binomialDensity(k, n, p, 1 - p) : 0;
}

/** P(X <= k), of any size of `n` (Abramowitz and Stegun 1964, 26.5.24). */
export function binomialLowerTail(k: number, n: number, p: number): number {
  const whole = Math.floor(k);
  if (whole < 0) return 0;
  return whole >= n ? 1 : incompleteBeta(p, 1 - p, whole + 1, n - whole).upper;
}

/** P(X > k). */
export function binomialUpperTail(k: number, n: number, p: number): number {
  const whole = Math.floor(k);
  if (whole < 0) return 1;
  return whole >= n ? 0 : incompleteBeta(p, 1 - p, whole + 1, n - whole).lower;
}
