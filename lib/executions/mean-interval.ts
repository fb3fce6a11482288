/** How many, their sum, and the sum of their squares. */
export type Moments = { count: number; sum: number; squareSum: number };

/** 97.5 % quantile of the normal distribution. */
const Z = 1.959964;

export const meanOf = ({ count, sum }: Moments): number => sum / count;

/** Squared standard error of the mean; null under two values. Rounding never makes it negative. */
function squaredError({ count, sum, squareSum }: Moments): number | null {
  return count < 2 ? null : Math.max(0, squareSum - (sum * sum) / count) / (count - 1) / count;
}

/** 95 % interval of a mean; null under two values. */
export function meanInterval(moments: Moments): { low: number; high: number } | null {
  const squared = squaredError(moments);
  if (squared === null) return null;
  const half = Z * Math.sqrt(squared);
  return { low: meanOf(moments) - half, high: meanOf(moments) + half };
}

/** Lower bound of the 95 % interval of the difference `a − b` of two means; null when either has under two values. */
export function differenceLow(a: Moments, b: Moments): number | null {
  const [errorA, errorB] = [squaredError(a), squaredError(b)];
  return errorA === null || errorB === null ? null : meanOf(a) - meanOf(b) - Z * Math.sqrt(errorA + errorB);
}

/** Upper bound of the 95 % interval of the difference `a − b`; null when either has under two values. */
export function differenceHigh(a: Moments, b: Moments): number | null {
  const low = differenceLow(b, a);
  return low === null ? null : -low;
}
