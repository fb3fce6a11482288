/** The words of this domain without the validator: for pages that only offer or name them. */

export const OPTIMIZATION_TYPES = ["model_tuning", "performance", "cost_reduction", "quality_improvement"] as const;
/**
 * What a run looks for. `model_tuning`: the best balance of quality, cost and speed; `performance`: shorter waiting;
 * `cost_reduction`: the same for less; `quality_improvement`: better answers.
 */
export type OptimizationType = (typeof OPTIMIZATION_TYPES)[number];

export const METRICS = [
  "accuracy",
  "quality_score",
  "latency_ms_p50",
  "latency_ms_p95",
  "cost_per_request",
  "throughput_rps",
  "memory_usage_mb",
  "cpu_usage_percent",
] as const;
export type MetricName = (typeof METRICS)[number];

/** Metrics of which less is better. */
export const LOWER_IS_BETTER: ReadonlySet<MetricName> = new Set<MetricName>([
  "latency_ms_p50",
  "latency_ms_p95",
  "cost_per_request",
  "memory_usage_mb",
  "cpu_usage_percent",
]);
