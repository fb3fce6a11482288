export type KolmogorovSmirnov = {
  /** Largest distance of the two distribution functions, 0–1. */
  distance: number;
  /** Two-sided, from Kolmogorov's limit for large samples. */
  p: number;
  /** Two-sided, from all orders of the values; null for large samples. */
  pExact: number | null;
};

/** Pairs up to which all orders are counted; beyond, the limit is as good. */
const MAX_EXACT_PAIRS = 250_000;

/** Whether two samples, each ascending and not empty, come from one distribution (Kolmogorov 1933, Smirnov 1939). */
export function kolmogorovSmirnov(a: readonly number[], b: readonly number[]): KolmogorovSmirnov {
  const [m, n] = [a.length, b.length];
  const steps = widestGap(a, b);
  const distance = steps / (m * n);
  return {
    distance,
    p: kolmogorovUpperTail(distance * Math.sqrt((m * n) / (m + n))),
    pExact: m * n <= MAX_EXACT_PAIRS ? chanceOfGap(m, n, steps) : null,
  };
}

/** Largest |i n - j m| where i of a and j of b are at most some value: the distance in whole steps, free of rounding. */
function widestGap(a: readonly number[], b: readonly number[]): number {
  let [i, j, widest] = [0, 0, 0];
  while (i < a.length && j < b.length) {
    const value = Math.min(a[i]!, b[j]!);
    while (i < a.length && a[i] === value) i++;
    while (j < b.length && b[j] === value) j++;
    widest = Math.max(widest, Math.abs(i * b.length - j * a.length));
  }
  return widest;
}

/**
 * Chance that the gap reaches `steps` when all orders of m and n values are equally likely: orders are paths through a lattice,
 * and what leaves the band around its diagonal is counted where it leaves (Hodges 1958), so that small chances keep their digits.
 */
function chanceOfGap(m: number, n: number, steps: number): number {
  if (steps === 0) return 1;
  let outside = 0;
  let inside = Float64Array.from({ length: n + 1 }, (_, j) => (j === 0 ? 1 : 0));
  for (let i = 0; i <= m; i++) {
    const next = new Float64Array(n + 1);
    for (let j = 0; j <= n; j++) {
      const chance = inside[j]!;
      if (chance === 0) continue;
      if (Math.abs(i * n - j * m) >= steps) {
        outside += chance;
        continue;
      }
      const left = m - i + n - j;
      if (left === 0) continue;
      next[j]! += (chance * (m - i)) / left;
      if (j < n) inside[j + 1]! += (chance * (n - j)) / left;
    }
    inside = next;
  }
  return Math.min(1, outside);
}

/** Chance that Kolmogorov's limit exceeds x, by the one of its two series that converges fast (Feller 1948). */
export function kolmogorovUpperTail(x: number): number {
  if (!(x > 0)) return 1;
  if (x < 1) {
    const terms = [1, 3, 5, 7].map((odd) => Math.exp(-((odd * Math.PI) ** 2) / (8 * x * x)));
    return 1 - (Math.sqrt(2 * Math.PI) / x) * terms.reduce((sum, term) => sum + term, 0);
  }
  return 2 * [1, 2, 3, 4, 5].reduce((sum, k) => sum + (k % 2 === 1 ? 1 : -1) * Math.exp(-2 * (k * x) ** 2), 0);
}
