import type { CounterSeries, HistogramSeries, Metrics } from "@/lib/platform/metrics";
import { executionMeters } from "./meters";
import type { ExecutionRecord } from "./schemas";

/** The series of executions of one kind: looked up once, then each observation is a handful of additions. */
type ExecutionSeries = {
  requests: CounterSeries;
  latency: HistogramSeries;
  overhead: HistogramSeries;
  firstToken: HistogramSeries;
  input: CounterSeries;
  cacheRead: CounterSeries;
  cacheWrite: CounterSeries;
  output: CounterSeries;
  reasoning: CounterSeries;
  cost: CounterSeries;
  unpriced: CounterSeries;
};

/** Kinds of execution whose series are kept at hand. */
const KEPT = 2_000;

export type ExecutionObserver = (records: readonly ExecutionRecord[]) => void;

/** Counts what was stored, so that the counters tell what the dashboards tell. What is still pending counts later. */
export function createExecutionObserver(metrics: Metrics): ExecutionObserver {
  const meters = executionMeters(metrics);
  const kept = new Map<string, ExecutionSeries>();

  const seriesOf = (record: ExecutionRecord): ExecutionSeries => {
    const { operation, status, source, taskSlug, modelSlug, providerSlug } = record;
    const key = `${operation} ${status} ${source} ${taskSlug} ${modelSlug} ${providerSlug}`;
    const found = kept.get(key);
    if (found) return found;
    if (kept.size >= KEPT) kept.clear();
    const model = modelSlug ?? "none";
    const tokens = (tokenClass: string) => meters.tokens.at({ model, class: tokenClass });
    const series: ExecutionSeries = {
      requests: meters.requests.at({
        operation,
        status,
        source,
        task: taskSlug,
        model,
        provider: providerSlug ?? "none",
      }),
      latency: meters.latency.at({ operation, model }),
      overhead: meters.overhead.at({ operation }),
      firstToken: meters.firstToken.at({ model }),
      input: tokens("input"),
      cacheRead: tokens("cache_read"),
      cacheWrite: tokens("cache_write"),
      output: tokens("output"),
      reasoning: tokens("reasoning"),
      cost: meters.cost.at({ model }),
      unpriced: meters.unpriced.at({ model }),
    };
    kept.set(key, series);
    return series;
  };

  return (records) => {
    for (const record of records) {
      if (record.status === "pending") continue;
      observe(seriesOf(record), record);
      for (const { model, errorKind } of record.attempts ?? []) {
        meters.attempts.at({ provider: model.split("/", 1)[0]!, outcome: errorKind ?? "success" }).add();
      }
    }
  };
}

function observe(series: ExecutionSeries, record: ExecutionRecord): void {
  const reasoningTokens = record.reasoningTokens ?? 0;
  series.requests.add();
  if (record.latencyMs !== null) series.latency.observe(record.latencyMs / 1_000);
  if (record.overheadMs !== null) series.overhead.observe(record.overheadMs / 1_000);
  if (record.timeToFirstTokenMs !== null) series.firstToken.observe(record.timeToFirstTokenMs / 1_000);
  series.input.add(record.inputTokens ?? 0);
  series.cacheRead.add(record.cachedInputTokens ?? 0);
  series.cacheWrite.add(record.cacheWriteTokens ?? 0);
  series.output.add((record.outputTokens ?? 0) - reasoningTokens);
  series.reasoning.add(reasoningTokens);
  if (record.costUsd === null) series.unpriced.add();
  else series.cost.add(record.costUsd);
}
