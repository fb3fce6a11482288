import type { Metrics } from "../metrics";

const SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

export const httpMeters = (metrics: Metrics) =>
  metrics.area("http", ({ counter, histogram }) => ({
    answers: histogram({
      name: "gym_http_request_seconds",
      help: "Answers of the API by declared route, until the first byte",
      labels: ["method", "route", "status"],
      open: ["route"],
      maxSeries: 500,
      buckets: SECONDS,
    }),
    errors: counter({ name: "gym_errors_total", help: "Errors answered, by code", labels: ["code"], open: ["code"] }),
  }));
