import type { ExportColumn } from "@/lib/platform/csv";
import type { ExecutionSummary } from "./schemas";

const EXPORTED = [
  "id",
  "createdAt",
  "taskSlug",
  "category",
  "modelSlug",
  "providerSlug",
  "configurationVersion",
  "source",
  "operation",
  "status",
  "errorCode",
  "errorMessage",
  "userRef",
  "sessionRef",
  "requestId",
  "strategy",
  "attemptCount",
  "inputTokens",
  "cachedInputTokens",
  "cacheWriteTokens",
  "outputTokens",
  "reasoningTokens",
  "isUsageEstimated",
  "costUsd",
  "latencyMs",
  "timeToFirstTokenMs",
  "overheadMs",
  "quality",
  "confidence",
  "label",
  "inputPreview",
] as const satisfies readonly (keyof ExecutionSummary)[];

/** The columns of an export, in order. */
export const executionColumns: ExportColumn<ExecutionSummary>[] = EXPORTED.map((name) => ({
  name,
  value: (execution) => execution[name],
}));
