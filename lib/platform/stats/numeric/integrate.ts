const ORDER = 16;

/** Places and weights on (-1, 1). */
const NODES = gaussLegendre(ORDER);

/**
 * The integral of `f` from the first to the last of the breakpoints (ascending), by Gauss and Legendre's rule of 16 points in
 * every interval between two of them. Set them where `f` changes its pace.
 */
export function integrate(f: (x: number) => number, breakpoints: readonly number[]): number {
  return quadraturePoints(breakpoints).reduce((sum, { x, weight }) => sum + weight * f(x), 0);
}

/** The points of the same rule, for several integrals over the same values. */
export function quadraturePoints(breakpoints: readonly number[]): { x: number; weight: number }[] {
  return breakpoints.slice(1).flatMap((to, index) => {
    const from = breakpoints[index]!;
    const half = (to - from) / 2;
    return half > 0 ? NODES.map(({ x, weight }) => ({ x: from + half * (1 + x), weight: half * weight })) : [];
  });
}

/** Zeros of the Legendre polynomial by Newton's method (Abramowitz and Stegun 1964, 25.4.29 and 22.16.6). */
function gaussLegendre(order: number): { x: number; weight: number }[] {
  return Array.from({ length: order }, (_, index) => {
    let x = Math.cos((Math.PI * (index + 0.75)) / (order + 0.5));
    let slope = 1;
    for (let round = 0; round < 20; round++) {
      let [last, value] = [1, x];
      for (let n = 2; n <= order; n++) [last, value] = [value, ((2 * n - 1) * x * value - (n - 1) * last) / n];
      slope = (order * (last - x * value)) / (1 - x * x);
      x -= value / slope;
    }
    return { x, weight: 2 / ((1 - x * x) * slope * slope) };
  });
}
