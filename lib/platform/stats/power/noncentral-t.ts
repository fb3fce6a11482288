import { chiSquareQuantile } from "../distributions/chi-square";
import { normalUpperTail } from "../distributions/normal";
import { integrate } from "../numeric/integrate";
import { poissonDensity } from "../numeric/point-densities";

const PANELS = 24;
const BEYOND = 1e-16;

/**
 * P(T > t) of the noncentral t distribution, `df` above 1: the normal's tail averaged over the estimated standard deviation
 * (Johnson, Kotz and Balakrishnan 1995, 31.2).
 */
export function noncentralTUpperTail(t: number, df: number, noncentrality: number): number {
  const low = Math.sqrt(chiSquareQuantile(BEYOND, df) / df);
  const high = Math.sqrt(chiSquareQuantile(1 - BEYOND, df) / df);
  const breakpoints = Array.from({ length: PANELS + 1 }, (_, step) => low + ((high - low) * step) / PANELS);
  return integrate((s) => normalUpperTail(t * s - noncentrality) * spreadDensity(s, df), breakpoints);
}

/** Density of the estimated standard deviation of a standard normal. */
function spreadDensity(s: number, df: number): number {
  return (poissonDensity(df / 2, (df * s * s) / 2) * df) / s;
}
