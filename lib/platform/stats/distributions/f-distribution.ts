import { findRoot } from "../numeric/find-root";
import { incompleteBeta, type Tails } from "../numeric/incomplete-beta";

/** P(F > x) of the F distribution (Abramowitz and Stegun 1964, 26.6.2). */
export function fUpperTail(x: number, df1: number, df2: number): number {
  return tails(x, df1, df2).upper;
}

/** P(F <= x). */
export function fLowerTail(x: number, df1: number, df2: number): number {
  return tails(x, df1, df2).lower;
}

/** The x that stays above the variable with chance `p`; 0 and Infinity at 0 and 1. */
export function fQuantile(p: number, df1: number, df2: number): number {
  if (!(p > 0 && p < 1)) return p === 0 ? 0 : p === 1 ? Infinity : NaN;
  const excess =
    p < 0.5
      ? (logX: number) => Math.log(fLowerTail(Math.exp(logX), df1, df2) / p)
      : (logX: number) => -Math.log(fUpperTail(Math.exp(logX), df1, df2) / (1 - p));
  let reach = 1;
  while (reach < 700 && excess(reach) < 0) reach *= 2;
  let depth = 1;
  while (depth < 700 && excess(-depth) > 0) depth *= 2;
  return Math.exp(findRoot(excess, -Math.min(700, depth), Math.min(700, reach)));
}

function tails(x: number, df1: number, df2: number): Tails {
  if (!(x > 0)) return { lower: 0, upper: 1 };
  const ratio = (df1 / df2) * x;
  const share = ratio === Infinity ? 1 : ratio / (1 + ratio);
  return incompleteBeta(share, 1 / (1 + ratio), df1 / 2, df2 / 2);
}
