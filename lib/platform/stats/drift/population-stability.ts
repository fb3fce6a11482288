import { compensatedSum } from "../numeric/compensated-sum";

/** Counts as shares of their sum; null when that is no positive number. */
export function sharesOf(counts: readonly number[]): number[] | null {
  const total = compensatedSum(counts);
  return total > 0 && counts.every((count) => count >= 0) && Number.isFinite(total)
    ? counts.map((count) => count / total)
    : null;
}

/**
 * The population stability index of two lists of shares, in nats: 0 when equal. A share of 0 counts as `emptyShare`, the others
 * stay as they are.
 */
export function populationStability(
  reference: readonly number[],
  current: readonly number[],
  emptyShare: number,
): number {
  const filled = (share: number) => (share === 0 ? emptyShare : share);
  return compensatedSum(
    reference.map((share, index) => {
      const [before, now] = [filled(share), filled(current[index]!)];
      return (now - before) * Math.log(now / before);
    }),
  );
}
