/** Shares from the first, inclusive, to the second, exclusive. */
export type BucketRange = readonly [number, number];

const LOWEST_SUM = 0.99;
const HIGHEST_SUM = 1.01;

/** The same weight for each; none for a count below 1. */
export function equalWeights(count: number): number[] {
  return count < 1 ? [] : new Array<number>(count).fill(1 / count);
}

/**
 * Which share of [0, 1) each variation gets. Each starts where the weights before it end and takes only `coverage` (0–1, cut
 * to it) of its own, so a larger coverage adds users and moves none. Weights of a wrong number, or whose sum is not 1 within
 * 0.01, are replaced by equal ones. As GrowthBook's SDKs do.
 */
export function bucketRanges(variations: number, coverage: number, weights: readonly number[] | null): BucketRange[] {
  const covered = Math.min(1, Math.max(0, coverage));
  const sum = weights?.reduce((total, weight) => total + weight, 0) ?? 0;
  const isUsable = weights?.length === variations && sum >= LOWEST_SUM && sum <= HIGHEST_SUM;
  let from = 0;
  return (weights && isUsable ? weights : equalWeights(variations)).map((weight) => {
    const start = from;
    from += weight;
    return [start, start + covered * weight];
  });
}

/** Index of the range a share falls into; null outside of all. */
export function chooseVariation(share: number, ranges: readonly BucketRange[]): number | null {
  const index = ranges.findIndex(([from, to]) => share >= from && share < to);
  return index === -1 ? null : index;
}
