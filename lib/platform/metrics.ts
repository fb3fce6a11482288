import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from "prom-client";

/** One finished call through the gateway. */
export type GatewayObservation = {
  operation: string;
  /** success | partial | cancelled | failed | interrupted */
  status: string;
  task: string;
  /** null when no model could be chosen. */
  model: string | null;
  provider: string | null;
  latencyMs: number;
  /** Time spent in the gateway itself. */
  overheadMs: number;
  timeToFirstTokenMs: number | null;
  inputTokens: number | null;
  outputTokens: number | null;
  /** null when the price is unknown. */
  costUsd: number | null;
};

export type Metrics = {
  registry: Registry;
  observeGateway: (observation: GatewayObservation) => void;
  /** One answer of the API. `route` is the declared path, never the requested one: that would be unbounded. */
  observeHttp: (observation: { method: string; route: string; status: number; durationMs: number }) => void;
  /** Counts an error that was answered, by its code. */
  countError: (code: string) => void;
  /** One attempt at an upstream: `outcome` is `success` or an error class. */
  countUpstreamAttempt: (attempt: { provider: string; outcome: string }) => void;
  countJob: (job: { kind: string; status: string }) => void;
  setRunningJobs: (count: number) => void;
  countRateLimitFallback: () => void;
  /** The text that Prometheus reads. */
  render: () => Promise<{ contentType: string; body: string }>;
};

declare module "@/lib/platform/runtime" {
  interface Runtime {
    metrics: Metrics;
  }
}

const SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120];
const OVERHEAD_SECONDS = [0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.5];

/** The meters of this process. Times are in seconds there, as is the custom of Prometheus. */
export function createMetrics(options: { collectDefaults?: boolean } = {}): Metrics {
  const registry = new Registry();
  const registers = [registry];
  if (options.collectDefaults ?? true) collectDefaultMetrics({ register: registry });

  const counter = <Label extends string>(name: string, help: string, labelNames: readonly Label[]) =>
    new Counter({ name, help, labelNames, registers });
  const histogram = <Label extends string>(
    name: string,
    help: string,
    labelNames: readonly Label[],
    buckets: number[],
  ) => new Histogram({ name, help, labelNames, buckets, registers });

  const requests = counter("gym_gateway_requests_total", "Finished gateway calls", [
    "operation",
    "status",
    "task",
    "model",
    "provider",
  ]);
  const latency = histogram(
    "gym_gateway_latency_seconds",
    "Whole duration of gateway calls",
    ["operation", "model"],
    SECONDS,
  );
  const overhead = histogram(
    "gym_gateway_overhead_seconds",
    "Time spent in the gateway itself",
    ["operation"],
    OVERHEAD_SECONDS,
  );
  const firstToken = histogram(
    "gym_gateway_first_token_seconds",
    "Time to the first token of streams",
    ["model"],
    SECONDS,
  );
  const tokens = counter("gym_gateway_tokens_total", "Tokens by direction", ["model", "direction"]);
  const cost = counter("gym_gateway_cost_usd_total", "Cost of calls whose price is known, US dollars", ["model"]);
  const unpriced = counter("gym_gateway_unpriced_total", "Calls whose price is unknown", ["model"]);
  const attempts = counter("gym_upstream_attempts_total", "Attempts at upstreams", ["provider", "outcome"]);
  const http = histogram("gym_http_request_seconds", "Answers of the API", ["method", "route", "status"], SECONDS);
  const errors = counter("gym_errors_total", "Errors answered, by code", ["code"]);
  const jobs = counter("gym_jobs_total", "Jobs by the state they reached", ["kind", "status"]);
  const runningJobs = new Gauge({ name: "gym_jobs_running", help: "Jobs that run in this process", registers });
  const fallbacks = counter("gym_rate_limit_fallback_total", "Rate limit decisions made without Redis", []);

  return {
    registry,
    observeGateway: (call) => {
      const { operation, status, task } = call;
      const model = call.model ?? "none";
      requests.inc({ operation, status, task, model, provider: call.provider ?? "none" });
      latency.observe({ operation, model }, call.latencyMs / 1_000);
      overhead.observe({ operation }, call.overheadMs / 1_000);
      if (call.timeToFirstTokenMs !== null) firstToken.observe({ model }, call.timeToFirstTokenMs / 1_000);
      if (call.inputTokens !== null) tokens.inc({ model, direction: "input" }, call.inputTokens);
      if (call.outputTokens !== null) tokens.inc({ model, direction: "output" }, call.outputTokens);
      if (call.costUsd === null) unpriced.inc({ model });
      else cost.inc({ model }, call.costUsd);
    },
    observeHttp: ({ method, route, status, durationMs }) =>
      http.observe({ method, route, status: String(status) }, durationMs / 1_000),
    countError: (code) => errors.inc({ code }),
    countUpstreamAttempt: (attempt) => attempts.inc(attempt),
    countJob: (job) => jobs.inc(job),
    setRunningJobs: (count) => runningJobs.set(count),
    countRateLimitFallback: () => fallbacks.inc(),
    render: async () => ({ contentType: registry.contentType, body: await registry.metrics() }),
  };
}
