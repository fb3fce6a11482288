import type { Metrics } from "@/lib/platform/metrics";

export const circuitMeters = (metrics: Metrics) =>
  metrics.area("circuits", ({ counter }) => ({
    changes: counter({
      name: "gym_circuit_changes_total",
      help: "Circuit breakers by the state they reached",
      labels: ["model", "to"],
      open: ["model"],
    }),
  }));
