const PRECISION = 1e-16;

/**
 * The complementary error function of x >= 0, to about 14 digits also in the far tail, where 1 - erf would be 0: power
 * series below 2, continued fraction above (Abramowitz and Stegun 1964, 7.1.6 and 7.1.14).
 */
export function complementaryError(x: number): number {
  return x < 2 ? 1 - errorSeries(x) : tailFraction(x);
}

function errorSeries(x: number): number {
  let term = x;
  let sum = x;
  for (let order = 1; Math.abs(term) > PRECISION * sum; order++) {
    term *= (2 * x * x) / (2 * order + 1);
    sum += term;
  }
  return (2 / Math.sqrt(Math.PI)) * Math.exp(-x * x) * sum;
}

function tailFraction(x: number): number {
  let fraction = x;
  for (let order = 120; order >= 1; order--) fraction = x + order / 2 / fraction;
  return Math.exp(-x * x) / (Math.sqrt(Math.PI) * fraction);
}
