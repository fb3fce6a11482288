import type { Metrics } from "@/lib/platform/metrics";

export const traceMeters = (metrics: Metrics) =>
  metrics.area("trace-export", ({ counter, gauge }) => ({
    exported: counter({ name: "gym_trace_spans_exported_total", help: "Spans that the collector took" }),
    dropped: counter({
      name: "gym_trace_dropped_total",
      help: "Lost on the way to the collector: executions that found the queue full, spans that it refused or never took",
      labels: ["reason"],
    }),
    failures: counter({ name: "gym_trace_export_failures_total", help: "Attempts at the collector that failed" }),
    queued: gauge({ name: "gym_trace_queue", help: "Executions that wait to be sent to the collector" }),
  }));
