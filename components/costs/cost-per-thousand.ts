import type { CostSums } from "@/lib/executions/schemas";

type Counted = Pick<CostSums, "count" | "costUsd" | "unpricedCount">;

/** False when the price of every call is unknown: then a cost of 0 says nothing. */
export const isCostKnown = ({ count, unpricedCount }: Counted): boolean => count === 0 || unpricedCount < count;

/** US dollars per 1,000 calls of known price; null when no price is known. */
export function costPerThousandUsd({ count, costUsd, unpricedCount }: Counted): number | null {
  const pricedCount = count - unpricedCount;
  return pricedCount > 0 ? (costUsd / pricedCount) * 1_000 : null;
}
