import { binomialDensity } from "./point-densities";

/** Both tails of a distribution at one point; each is exact where it is small. */
export type Tails = { lower: number; upper: number };

/** Below which a continued fraction's denominator counts as 0 (Lentz's method). */
const TINY = 1e-300;
const PRECISION = 2e-16;
const MAX_TERMS = 200_000;

/**
 * The regularised incomplete beta function at `x` and its complement. `y` is 1 - x, given apart because near 1 the
 * difference is all there is. Continued fraction DLMF 8.17.22, on the side where it converges fast.
 */
export function incompleteBeta(x: number, y: number, a: number, b: number): Tails {
  if (x <= 0) return { lower: 0, upper: 1 };
  if (y <= 0) return { lower: 1, upper: 0 };
  if (x * (a + b + 2) <= a + 1) {
    const lower = betaFraction(x, y, a, b);
    return { lower, upper: 1 - lower };
  }
  const upper = betaFraction(y, x, b, a);
  return { lower: 1 - upper, upper };
}

/** x^a y^b / (a B(a, b)) times the fraction, evaluated by Lentz's method as modified by Thompson and Barnett 1986. */
function betaFraction(x: number, y: number, a: number, b: number): number {
  const front = (b / (a + b)) * binomialDensity(a, a + b, x, y);
  if (front === 0) return 0;
  let c = 1;
  let d = 1 / apartFromZero(1 - ((a + b) * x) / (a + 1));
  let fraction = d;
  for (let m = 1; m < MAX_TERMS; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / apartFromZero(1 + even * d);
    c = apartFromZero(1 + even / c);
    fraction *= d * c;
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / apartFromZero(1 + odd * d);
    c = apartFromZero(1 + odd / c);
    const step = d * c;
    fraction *= step;
    if (Math.abs(step - 1) < PRECISION) break;
  }
  return Math.min(1, front * fraction);
}

const apartFromZero = (value: number): number => (Math.abs(value) < TINY ? TINY : value);
