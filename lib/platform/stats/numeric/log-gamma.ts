const HALF_LOG_TWO_PI = 0.918938533204672741780329736406;

/** From here on the asymptotic series is exact to a double. */
const SERIES_FROM = 16;

/** Natural logarithm of the gamma function of x > 0; Infinity at 0. Recurrence up to 16, then Stirling's series. */
export function logGamma(x: number): number {
  if (!(x > 0)) return Infinity;
  if (x >= SERIES_FROM) return (x - 0.5) * Math.log(x) - x + HALF_LOG_TWO_PI + stirlingSeries(x);
  let product = 1;
  let shifted = x;
  while (shifted < SERIES_FROM) product *= shifted++;
  return logGamma(shifted) - Math.log(product);
}

/** What Stirling's formula leaves out of log n!: log Γ(n+1) - (n+½) log n + n - ½ log 2π (Loader 2000). */
export function stirlingError(n: number): number {
  if (n >= SERIES_FROM) return stirlingSeries(n);
  return logGamma(n + 1) - (n + 0.5) * Math.log(n) + n - HALF_LOG_TWO_PI;
}

/** Abramowitz and Stegun 1964, 6.1.41. */
function stirlingSeries(x: number): number {
  const square = x * x;
  return (
    (1 / 12 -
      (1 / 360 - (1 / 1260 - (1 / 1680 - (1 / 1188 - 691 / 360360 / square) / square) / square) / square) / square) /
    x
  );
}
