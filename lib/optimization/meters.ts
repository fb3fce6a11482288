import type { Metrics } from "@/lib/platform/metrics";

const SECONDS = [1, 2, 5, 10, 20, 30, 60, 120, 300, 600, 1_200, 3_600];
const SHARES = [0, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1];

/** Searches for better configurations. */
export const optimizationMeters = (metrics: Metrics) =>
  metrics.area("optimization", ({ counter, histogram }) => ({
    requests: counter({
      name: "ai_optimization_requests_total",
      help: "Optimizations by what became of them: started, improved, no_improvement, failed, applied, undone",
      labels: ["type", "outcome"],
    }),
    duration: histogram({
      name: "ai_optimization_duration_seconds",
      help: "Whole duration of optimizations that came to a result",
      labels: ["type"],
      buckets: SECONDS,
    }),
    improvement: histogram({
      name: "ai_optimization_improvement",
      help: "Proven gain of the goal: share of cost or latency, or points of quality by 100",
      labels: ["type"],
      buckets: SHARES,
    }),
  }));
