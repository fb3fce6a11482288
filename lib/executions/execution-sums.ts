import { addHistograms, type LatencyHistogram } from "./latency-histogram";

/** Sums over settled executions. Counts beside a sum say how many executions had the value. */
export type ExecutionSums = {
  count: number;
  unpricedCount: number;
  estimatedCount: number;
  costUsd: number;
  /** Fresh input. */
  inputTokens: number;
  cacheReadTokens: number;
  cacheWriteTokens: number;
  outputTokens: number;
  reasoningTokens: number;
  latencyCount: number;
  latencyMsSum: number;
  firstTokenCount: number;
  firstTokenMsSum: number;
  overheadCount: number;
  overheadMsSum: number;
  qualityCount: number;
  qualitySum: number;
  qualitySquareSum: number;
  confidenceCount: number;
  confidenceSum: number;
  /** Executions that people judged, and the sum of their verdicts, 0–1 each. */
  approvalCount: number;
  approvalSum: number;
  latencyHistogram: LatencyHistogram;
};

export type NumericSum = Exclude<keyof ExecutionSums, "latencyHistogram">;

/**
 * Every number that is added up: its column in the rollups, and SQL for its part of one execution, whose columns have
 * their names in the table. This is the only place that says what is counted how.
 */
export const SUMS = [
  ["count", "count", "1"],
  ["unpricedCount", "unpriced_count", "(cost_usd IS NULL)::int"],
  ["estimatedCount", "estimated_count", "is_usage_estimated::int"],
  ["costUsd", "cost_usd", "coalesce(cost_usd, 0)"],
  ["inputTokens", "input_tokens", "coalesce(input_tokens, 0)::float8"],
  ["cacheReadTokens", "cache_read_tokens", "coalesce(cached_input_tokens, 0)::float8"],
  ["cacheWriteTokens", "cache_write_tokens", "coalesce(cache_write_tokens, 0)::float8"],
  ["outputTokens", "output_tokens", "coalesce(output_tokens, 0)::float8"],
  ["reasoningTokens", "reasoning_tokens", "coalesce(reasoning_tokens, 0)::float8"],
  ["latencyCount", "latency_count", "(latency_ms IS NOT NULL)::int"],
  ["latencyMsSum", "latency_ms_sum", "coalesce(latency_ms, 0)"],
  ["firstTokenCount", "first_token_count", "(time_to_first_token_ms IS NOT NULL)::int"],
  ["firstTokenMsSum", "first_token_ms_sum", "coalesce(time_to_first_token_ms, 0)"],
  ["overheadCount", "overhead_count", "(overhead_ms IS NOT NULL)::int"],
  ["overheadMsSum", "overhead_ms_sum", "coalesce(overhead_ms, 0)"],
  ["qualityCount", "quality_count", "(quality IS NOT NULL)::int"],
  ["qualitySum", "quality_sum", "coalesce(quality, 0)"],
  ["qualitySquareSum", "quality_square_sum", "coalesce(quality * quality, 0)"],
  ["confidenceCount", "confidence_count", "(confidence IS NOT NULL)::int"],
  ["confidenceSum", "confidence_sum", "coalesce(confidence, 0)"],
  ["approvalCount", "approval_count", "(approval IS NOT NULL)::int"],
  ["approvalSum", "approval_sum", "coalesce(approval, 0)"],
] as const satisfies readonly (readonly [NumericSum, string, string])[];

const noNumbers = () => Object.fromEntries(SUMS.map(([name]) => [name, 0])) as Record<NumericSum, number>;

export const NO_SUMS: ExecutionSums = Object.freeze({
  ...noNumbers(),
  latencyHistogram: new Uint8Array(),
});

export function addSums(parts: readonly ExecutionSums[]): ExecutionSums {
  return { ...addNumbers(parts), latencyHistogram: addHistograms(parts.map((part) => part.latencyHistogram)) };
}

/** The same without histograms, which are the dear part. */
export function addNumbers(parts: readonly ExecutionSums[]): Record<NumericSum, number> {
  const sums = noNumbers();
  for (const part of parts) for (const [name] of SUMS) sums[name] += part[name];
  return sums;
}
