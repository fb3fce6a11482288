import { addNumbers, type ExecutionSums, type NumericSum } from "./execution-sums";
import { histogramQuantiles } from "./latency-histogram";
import type { MetricsSummary, TokenSums } from "./schemas";

export type StatusSums = ExecutionSums & { status: string };

/** Adds sums, each of one final state, and turns them into what people read. Nothing counted = zeros and nulls. */
export function summariseSums(rows: readonly StatusSums[]): MetricsSummary {
  const all = addNumbers(rows);
  const successes = rows.filter(({ status }) => status === "success");
  const answered = addNumbers(successes);
  const countOf = (status: string) => rows.reduce((total, row) => total + (row.status === status ? row.count : 0), 0);
  const counts = {
    success: answered.count,
    partial: countOf("partial"),
    cancelled: countOf("cancelled"),
    failed: countOf("failed"),
    interrupted: countOf("interrupted"),
  };
  const [latencyMsP50, latencyMsP95, latencyMsP99] = histogramQuantiles(
    successes.map(({ latencyHistogram }) => latencyHistogram),
    [0.5, 0.95, 0.99],
  );
  return {
    count: all.count,
    counts,
    successRate: mean(counts.success, all.count - counts.cancelled),
    costUsd: all.costUsd,
    unpricedCount: all.unpricedCount,
    estimatedCount: all.estimatedCount,
    inputTokens: all.inputTokens + all.cacheReadTokens + all.cacheWriteTokens,
    outputTokens: all.outputTokens,
    tokens: tokenSums(all),
    latencyMsAverage: mean(answered.latencyMsSum, answered.latencyCount),
    latencyMsP50: latencyMsP50!,
    latencyMsP95: latencyMsP95!,
    latencyMsP99: latencyMsP99!,
    timeToFirstTokenMsAverage: mean(answered.firstTokenMsSum, answered.firstTokenCount),
    overheadMsAverage: mean(all.overheadMsSum, all.overheadCount),
    quality: mean(all.qualitySum, all.qualityCount),
    qualityCount: all.qualityCount,
    confidence: mean(all.confidenceSum, all.confidenceCount),
    approvalRate: mean(all.approvalSum, all.approvalCount),
  };
}

export const tokenSums = (sums: Record<NumericSum, number>): TokenSums => ({
  fresh: sums.inputTokens,
  cacheRead: sums.cacheReadTokens,
  cacheWrite: sums.cacheWriteTokens,
  output: sums.outputTokens,
  reasoning: sums.reasoningTokens,
});

const mean = (sum: number, count: number): number | null => (count === 0 ? null : sum / count);
