import type { Tails } from "./incomplete-beta";
import { poissonDensity } from "./point-densities";

const TINY = 1e-300;
const PRECISION = 2e-16;
const MAX_TERMS = 200_000;

/**
 * The regularised incomplete gamma function of shape `a` > 0 at `x`, both tails: power series below the mean, continued
 * fraction above (DLMF 8.11.4 and 8.9.2).
 */
export function incompleteGamma(x: number, a: number): Tails {
  if (!(x > 0)) return { lower: 0, upper: 1 };
  if (x === Infinity) return { lower: 1, upper: 0 };
  if (x < a + 1) {
    const lower = Math.min(1, lowerSeries(x, a));
    return { lower, upper: 1 - lower };
  }
  const upper = Math.min(1, upperFraction(x, a));
  return { lower: 1 - upper, upper };
}

function lowerSeries(x: number, a: number): number {
  let term = 1;
  let sum = 1;
  for (let n = 1; n < MAX_TERMS && term > PRECISION * sum; n++) {
    term *= x / (a + n);
    sum += term;
  }
  return poissonDensity(a, x) * sum;
}

function upperFraction(x: number, a: number): number {
  let b = x + 1 - a;
  let c = 1 / TINY;
  let d = 1 / b;
  let fraction = d;
  for (let n = 1; n < MAX_TERMS; n++) {
    const above = -n * (n - a);
    b += 2;
    d = 1 / apartFromZero(above * d + b);
    c = apartFromZero(b + above / c);
    const step = d * c;
    fraction *= step;
    if (Math.abs(step - 1) < PRECISION) break;
  }
  // x^a e^-x / Γ(a), by way of the Poisson probability of a.
  return poissonDensity(a, x) * a * fraction;
}

const apartFromZero = (value: number): number => (Math.abs(value) < TINY ? TINY : value);
