import { findRoot } from "../numeric/find-root";
import { incompleteGamma } from "../numeric/incomplete-gamma";

/** P(X > x) of chi-square with `df` > 0 degrees of freedom (Abramowitz and Stegun 1964, 26.4.19). */
export function chiSquareUpperTail(x: number, df: number): number {
  return incompleteGamma(x / 2, df / 2).upper;
}

/** P(X <= x). */
export function chiSquareLowerTail(x: number, df: number): number {
  return incompleteGamma(x / 2, df / 2).lower;
}

/** The x that stays above the variable with chance `p`; 0 and Infinity at 0 and 1. */
export function chiSquareQuantile(p: number, df: number): number {
  if (!(p > 0 && p < 1)) return p === 0 ? 0 : p === 1 ? Infinity : NaN;
  // On the side of the smaller tail, and over log x, where both ends of the distribution are smooth.
  const excess =
    p < 0.5
      ? (logX: number) => Math.log(chiSquareLowerTail(Math.exp(logX), df) / p)
      : (logX: number) => -Math.log(chiSquareUpperTail(Math.exp(logX), df) / (1 - p));
  let low = Math.log(df) - 1;
  let high = Math.log(df) + 1;
  while (low > -700 && excess(low) > 0) low -= 2 * (high - low);
  while (high < 700 && excess(high) < 0) high += 1;
  return Math.exp(findRoot(excess, Math.max(-745, low), high));
}
