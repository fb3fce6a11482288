import type { ExecutionRecord, ExecutionStatus } from "@/lib/executions/schemas";
import { newId } from "@/lib/platform/ids";
import { isProviderError, type Classification, type Usage } from "@/lib/providers";
import type { CallLog, CallTarget } from "./call-models";
import type { Caller } from "./caller";
import type { GymOptions } from "./chat-input";
import type { CallPlan } from "./plan-call";
import { costOfAnswer } from "./usage";

const PREVIEW_CHARACTERS = 1_000;
/** Longest error text kept with an execution. */
const ERROR_CHARACTERS = 500;

export type RecordingStart = {
  operation: ExecutionRecord["operation"];
  isStreaming: boolean;
  gym: GymOptions;
  /** What the caller calls its user, outside `gym`. */
  user: string | null;
  inputText: string;
  /** When the request arrived, by `performance.now()`. */
  arrivedMs: number;
};

/** What an answer was, whole or broken off. */
export type Outcome = {
  status: Exclude<ExecutionStatus, "pending" | "interrupted">;
  target: CallTarget | null;
  usage: Usage | null;
  rawUsage?: unknown;
  outputText: string;
  classification?: Classification | undefined;
  cpuMs?: number | undefined;
  timeToFirstTokenMs?: number | undefined;
  error?: unknown;
};

/** One execution from before its call to its end. Settling twice is the same as once. */
export type Recording = {
  readonly id: string;
  readonly log: CallLog;
  readonly arrivedMs: number;
  isSettled(): boolean;
  settle(outcome: Outcome): ExecutionRecord;
};

/** Writes the execution ahead of its call. */
export function startRecording(caller: Caller, plan: CallPlan, start: RecordingStart): Recording {
  const { recorder, keptRankings, now } = caller.runtime;
  const createdAt = now();
  const id = newId(createdAt.getTime());
  const pending = pendingRecord(id, createdAt, caller, plan, start);
  const log: CallLog = { attempts: [], upstreamMs: 0 };
  let settled: ExecutionRecord | null = null;
  recorder.open(pending);

  return {
    id,
    log,
    arrivedMs: start.arrivedMs,
    isSettled: () => settled !== null,
    settle(outcome) {
      if (settled) return settled;
      settled = { ...pending, ...outcomeFields(outcome, log, start.arrivedMs) };
      settled.route = plan.choice;
      settled.rankingId = plan.ranking.id;
      settled.ranking = keptRankings.has(plan.ranking.id) ? null : plan.ranking;
      settled.settledAt = now().toISOString();
      recorder.settle(settled);
      return settled;
    },
  };
}

function pendingRecord(id: string, createdAt: Date, caller: Caller, plan: CallPlan, start: RecordingStart): ExecutionRecord {
  const { task } = plan.state;
  const { gym } = start;
  return {
    organizationId: caller.organizationId,
    id,
    createdAt: createdAt.toISOString(),
    taskSlug: task.slug,
    category: task.category,
    modelSlug: plan.choice.model,
    providerSlug: plan.snapshot.models.get(plan.choice.model)?.providerSlug ?? null,
    modelVersionId: null,
    configurationVersion: plan.state.configurationVersion,
    source: caller.source,
    operation: start.operation,
    status: "pending",
    errorCode: null,
    errorMessage: null,
    keyId: caller.keyId,
    userRef: gym.userRef ?? start.user,
    sessionRef: gym.sessionId ?? null,
    requestId: caller.requestId,
    tags: gym.tags ?? null,
    isStreaming: start.isStreaming,
    strategy: plan.choice.strategy,
    inputTokens: null,
    cachedInputTokens: null,
    cacheWriteTokens: null,
    outputTokens: null,
    reasoningTokens: null,
    isUsageEstimated: false,
    costUsd: null,
    latencyMs: null,
    timeToFirstTokenMs: null,
    overheadMs: null,
    quality: null,
    confidence: null,
    label: null,
    inputPreview: start.inputText.slice(0, PREVIEW_CHARACTERS),
    outputPreview: null,
    route: null,
    rankingId: null,
    ranking: null,
    attempts: null,
    rawUsage: null,
    settledAt: null,
  };
}

function outcomeFields(outcome: Outcome, log: CallLog, arrivedMs: number): Partial<ExecutionRecord> {
  const { target, usage, classification } = outcome;
  const latencyMs = performance.now() - arrivedMs;
  const answerCostUsd = target && usage ? costOfAnswer(target.model, usage, outcome.cpuMs) : null;
  const last = log.attempts.at(-1);
  if (last && last.errorKind === null) last.costUsd = answerCostUsd;
  return {
    ...(target && {
      modelSlug: target.model.slug,
      providerSlug: target.model.providerSlug,
      modelVersionId: target.artefact?.modelVersionId ?? null,
    }),
    status: outcome.status,
    errorCode: outcome.error === undefined ? null : errorCodeOf(outcome.error),
    errorMessage: outcome.error instanceof Error ? outcome.error.message.slice(0, ERROR_CHARACTERS) : null,
    inputTokens: usage?.inputTokens ?? null,
    cachedInputTokens: usage?.cacheReadTokens ?? null,
    cacheWriteTokens: usage?.cacheWriteTokens ?? null,
    outputTokens: usage?.outputTokens ?? null,
    reasoningTokens: usage?.reasoningTokens ?? null,
    isUsageEstimated: usage?.isEstimated ?? false,
    // A call that failed everywhere cost nothing; one that answered costs what is known of its price.
    costUsd: usage ? answerCostUsd : outcome.status === "failed" ? 0 : null,
    latencyMs,
    timeToFirstTokenMs: outcome.timeToFirstTokenMs ?? null,
    overheadMs: Math.max(0, latencyMs - log.upstreamMs),
    confidence: classification?.confidence ?? null,
    label: classification?.label ?? null,
    outputPreview: outcome.outputText.slice(0, PREVIEW_CHARACTERS),
    attempts: log.attempts,
    rawUsage: outcome.rawUsage ?? null,
  };
}

function errorCodeOf(error: unknown): string {
  return isProviderError(error) ? error.kind : "internal";
}
