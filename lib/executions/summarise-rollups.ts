import { addHistograms, histogramQuantile } from "./latency-histogram";
import type { RollupSums } from "./rollup-store";
import type { MetricsSummary } from "./schemas";

/** Adds sums of rollups and turns them into what people read. Nothing counted = zeros and nulls. */
export function summariseRollups(rows: readonly RollupSums[]): MetricsSummary {
  const sum = (pick: (row: RollupSums) => number) => rows.reduce((total, row) => total + pick(row), 0);
  const histogram = addHistograms(rows.map((row) => row.latencyHistogram));
  const judged = sum((row) => row.judgedCount);
  const timed = sum((row) => row.latencyCount);
  const scored = sum((row) => row.qualityCount);
  return {
    count: sum((row) => row.count),
    successRate: judged === 0 ? null : sum((row) => row.successCount) / judged,
    costUsd: sum((row) => row.costUsd),
    unpricedCount: sum((row) => row.unpricedCount),
    inputTokens: sum((row) => row.inputTokens),
    outputTokens: sum((row) => row.outputTokens),
    latencyMsAverage: timed === 0 ? null : sum((row) => row.latencyMsSum) / timed,
    latencyMsP50: histogramQuantile(histogram, 0.5),
    latencyMsP95: histogramQuantile(histogram, 0.95),
    latencyMsP99: histogramQuantile(histogram, 0.99),
    quality: scored === 0 ? null : sum((row) => row.qualitySum) / scored,
  };
}
