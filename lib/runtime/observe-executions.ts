import type { ExecutionRecord } from "@/lib/executions/schemas";
import type { Metrics } from "@/lib/platform/metrics";

/** Counts what was stored: off the hot path, and exactly what the dashboards count. */
export function observeExecutions(metrics: Metrics, records: readonly ExecutionRecord[]): void {
  for (const record of records) {
    if (record.status === "pending") continue;
    metrics.observeGateway({
      operation: record.operation,
      status: record.status,
      task: record.taskSlug,
      model: record.modelSlug,
      provider: record.providerSlug,
      latencyMs: record.latencyMs ?? 0,
      overheadMs: record.overheadMs ?? 0,
      timeToFirstTokenMs: record.timeToFirstTokenMs,
      inputTokens: record.inputTokens,
      outputTokens: record.outputTokens,
      costUsd: record.costUsd,
    });
    for (const { model, errorKind } of record.attempts ?? []) {
      metrics.countUpstreamAttempt({ provider: model.split("/")[0]!, outcome: errorKind ?? "success" });
    }
  }
}
