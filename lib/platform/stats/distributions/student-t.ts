import { findRoot } from "../numeric/find-root";
import { incompleteBeta } from "../numeric/incomplete-beta";
import { normalQuantile, normalUpperTail } from "./normal";

/** P(T > t) of Student's t with `df` > 0 degrees of freedom (any real, or Infinity for the normal). */
export function tUpperTail(t: number, df: number): number {
  const tail = tTwoSided(t, df) / 2;
  return t >= 0 ? tail : 1 - tail;
}

/** P(T <= t). */
export function tLowerTail(t: number, df: number): number {
  return tUpperTail(-t, df);
}

/** P(|T| >= |t|), the p value of a two-sided test (Abramowitz and Stegun 1964, 26.7.1 by 26.5.27). */
export function tTwoSided(t: number, df: number): number {
  if (df === Infinity) return 2 * normalUpperTail(Math.abs(t));
  const size = Math.abs(t) / Math.sqrt(df);
  // Divided by the larger of the two squares, so that neither overflows.
  const [below, above] = size < 1 ? [1 / (1 + size * size), (size * size) / (1 + size * size)] : apart(1 / size / size);
  return incompleteBeta(below, above, df / 2, 0.5).lower;
}

const apart = (ratio: number): [number, number] => [ratio / (1 + ratio), 1 / (1 + ratio)];

/** The t that stays above the variable with chance `p`; ∓Infinity at 0 and 1. */
export function tQuantile(p: number, df: number): number {
  if (df === Infinity || !(p > 0 && p < 1)) return normalQuantile(p);
  if (p === 0.5) return 0;
  return p < 0.5 ? -tAbove(p, df) : tAbove(1 - p, df);
}

/** The t of a two-sided interval: 2.776 for 0.95 and 4 degrees of freedom. */
export function twoSidedTQuantile(confidence: number, df: number): number {
  return -tQuantile((1 - confidence) / 2, df);
}

/** The t > 0 with P(T > t) = `tail`, below one half. */
function tAbove(tail: number, df: number): number {
  const excess = (t: number) => Math.log(tUpperTail(t, df) / tail);
  let high = Math.max(1, -normalQuantile(tail));
  while (high < Number.MAX_VALUE / 4 && excess(high) > 0) high *= 2;
  return findRoot(excess, 0, high);
}
