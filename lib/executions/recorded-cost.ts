import type { Usage } from "@/lib/providers";
import { costOfUsage, type RoutableModel } from "@/lib/registry";
import type { RecordExecutionInput } from "./record-schemas";
import type { ExecutionRecord } from "./schemas";

export type RecordedCost = Pick<ExecutionRecord, "costUsd" | "costSource" | "priceRef" | "savedUsd">;

const UNKNOWN: RecordedCost = { costUsd: null, costSource: null, priceRef: null, savedUsd: null };

/**
 * What a reported execution cost: as the caller says, else its tokens at the price in force at `atMs`. An answer from
 * the caller's cache cost nothing and saved that price; a call that failed without usage was charged nothing.
 */
export function recordedCost(
  row: RecordExecutionInput,
  usage: Usage | null,
  model: Pick<RoutableModel, "priceAt">,
  atMs: number,
): RecordedCost {
  if (row.costUsd != null && !row.isCacheHit) return { ...UNKNOWN, costUsd: row.costUsd, costSource: "reported" };
  const price = model.priceAt(atMs);
  const computed = usage && costOfUsage(price, usage);
  const priceRef = computed === null ? null : (price?.ref ?? null);
  if (row.isCacheHit) return { costUsd: 0, costSource: "cached", priceRef, savedUsd: computed };
  if (computed !== null) return { costUsd: computed, costSource: "computed", priceRef, savedUsd: null };
  if (row.status === "failed" && usage === null) return { ...UNKNOWN, costUsd: 0, costSource: "computed" };
  return UNKNOWN;
}
