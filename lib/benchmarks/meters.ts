import type { Metrics } from "@/lib/platform/metrics";

export const benchmarkMeters = (metrics: Metrics) =>
  metrics.area("benchmarks", ({ counter, histogram }) => ({
    runs: counter({
      name: "gym_benchmark_runs_total",
      help: "Benchmark runs by how they ended",
      labels: ["outcome"],
    }),
    answers: counter({
      name: "gym_benchmark_answers_total",
      help: "Tests that models were asked, by whether they answered",
      labels: ["status"],
    }),
    seconds: histogram({
      name: "gym_benchmark_run_seconds",
      help: "How long benchmark runs took",
      labels: [],
      buckets: [1, 5, 15, 60, 300, 900, 3_600],
    }),
  }));
