import { newId } from "@/lib/platform/ids";
import type { ExecutionRecord } from "./schemas";

/** A settled, priced, scored execution, unless told otherwise. Its id carries the time of its creation. */
export function executionRecord(organizationId: string, changes: Partial<ExecutionRecord> = {}): ExecutionRecord {
  const createdAt = changes.createdAt ?? new Date().toISOString();
  return {
    organizationId,
    id: newId(Date.parse(createdAt)),
    createdAt,
    taskSlug: "ticket_classification",
    category: "language",
    modelSlug: "openai/gpt-5-mini",
    providerSlug: "openai",
    modelVersionId: null,
    configurationVersion: 1,
    source: "gateway",
    operation: "chat",
    status: "success",
    errorCode: null,
    errorMessage: null,
    keyId: null,
    userRef: null,
    sessionRef: null,
    requestId: "test-request",
    tags: null,
    isStreaming: false,
    strategy: "balanced",
    inputTokens: 100,
    cachedInputTokens: null,
    cacheWriteTokens: null,
    outputTokens: 20,
    reasoningTokens: null,
    isUsageEstimated: false,
    costUsd: 0.001,
    latencyMs: 250,
    timeToFirstTokenMs: null,
    overheadMs: 1,
    quality: 80,
    confidence: null,
    label: null,
    inputPreview: "Where is my card?",
    outputPreview: "On its way.",
    route: null,
    rankingId: null,
    ranking: null,
    attempts: null,
    rawUsage: null,
    settledAt: createdAt,
    ...changes,
  };
}

/** The same execution before its call. */
export const pendingOf = (record: ExecutionRecord): ExecutionRecord => ({
  ...record,
  status: "pending",
  inputTokens: null,
  outputTokens: null,
  costUsd: null,
  latencyMs: null,
  quality: null,
  settledAt: null,
});
