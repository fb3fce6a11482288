import type { Metrics } from "../metrics";

export const rateLimitMeters = (metrics: Metrics) =>
  metrics.area("rate-limit", ({ counter }) => ({
    fallbacks: counter({
      name: "gym_rate_limit_fallback_total",
      help: "Decisions made in this process alone although Redis is configured",
    }),
  }));
