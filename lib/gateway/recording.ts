import type { CacheOutcome, ExecutionRecord, ExecutionStatus, RouteRanking } from "@/lib/executions/schemas";
import { newId } from "@/lib/platform/ids";
import { storableText } from "@/lib/platform/stored-json";
import { isProviderError, type Classification, type Replayed, type Usage } from "@/lib/providers";
import type { Retrieved } from "@/lib/providers/schemas";
import type { CallLog, CallTarget } from "./call-models";
import type { Caller } from "./caller";
import type { GymOptions } from "./chat-input";
import { versionOf, type CallPlan } from "./plan-call";
import type { TakenTokens } from "./take-rate-limit";
import { costOfAll, costOfAnswer, usageOfAll } from "./usage";

const PREVIEW_CHARACTERS = 1_000;
/** Longest error text kept with an execution. */
const ERROR_CHARACTERS = 500;

/** What is known of a call before its model is: who it is for, and when it began. */
export type CallIdentity = {
  /** The execution's. */
  id: string;
  createdAt: Date;
  /** The caller's own user; null when none was named. */
  userRef: string | null;
  /** What stays with one version while a new one is rolled out: the session, else the user, else this request. */
  unit: string;
};

/** `user` is what OpenAI's own field of that name holds; `gym` goes before it. */
export function newCall({ runtime }: Caller, gym: GymOptions, user: unknown): CallIdentity {
  const createdAt = runtime.now();
  const userRef = gym.userRef ?? (typeof user === "string" && user !== "" ? user.slice(0, 200) : null);
  const id = newId(createdAt.getTime());
  return { id, createdAt, userRef: userRef && storableText(userRef), unit: gym.sessionId ?? userRef ?? id };
}

export type RecordingStart = {
  identity: CallIdentity;
  /** Counted against the key's limit; null when it has none. */
  tokens: TakenTokens | null;
  operation: ExecutionRecord["operation"];
  isStreaming: boolean;
  gym: GymOptions;
  /** (Default: null, no prompt of the library.) */
  promptVersionId?: string | null;
  /** What was looked up before the call. (Default: null, nothing.) */
  retrieved?: Retrieved | null;
  /** (Default: false.) */
  isCacheAsked?: boolean;
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
  replayed?: Replayed | undefined;
  /** Of a model that searches: what it found. */
  retrieval?: Retrieved | undefined;
  timeToFirstTokenMs?: number | undefined;
  /** Instead of `target`: the answer was there, and what it had cost, US dollars. */
  cached?: { kind: Exclude<CacheOutcome, "miss">; savedUsd: number | null };
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
  const { recorder, keptRankings, gateway, budgets, answerScoring, now } = caller.runtime;
  const { id } = start.identity;
  const begun: Begun = { id, createdAt: start.identity.createdAt.toISOString(), caller, plan, start };
  const log: CallLog = { attempts: [], paid: [], upstreamMs: 0, cpuMs: null };
  let settled: ExecutionRecord | null = null;
  recorder.open(recordOf(begun, null));

  return {
    id,
    log,
    arrivedMs: start.arrivedMs,
    isSettled: () => settled !== null,
    settle(outcome) {
      if (settled) return settled;
      const latencyMs = performance.now() - start.arrivedMs;
      const ranking = keptRankings.has(plan.ranking.id) ? null : plan.ranking;
      settled = recordOf(begun, { outcome, log, latencyMs, ranking, settledAt: now().toISOString() });
      if (isScored(outcome, plan, start, gateway.random)) {
        answerScoring.offer(id, plan.state.task, { input: start.inputText, output: outcome.outputText });
      }
      recorder.settle(settled);
      start.tokens?.settle(tokensOf(settled));
      budgets.settle(caller.organizationId, id, settled.costUsd ?? 0);
      for (const observe of gateway.observers) observe(settled, caller.traceparent);
      return settled;
    },
  };
}

const tokensOf = ({ inputTokens, cachedInputTokens, cacheWriteTokens, outputTokens }: ExecutionRecord): number =>
  (inputTokens ?? 0) + (cachedInputTokens ?? 0) + (cacheWriteTokens ?? 0) + (outputTokens ?? 0);

/** Whole answers only, by the task's share. */
const isScored = (outcome: Outcome, { state }: CallPlan, start: RecordingStart, random: () => number): boolean =>
  outcome.status === "success" &&
  !outcome.cached &&
  start.operation === "chat" &&
  state.configuration.scoredShare > 0 &&
  random() < state.configuration.scoredShare;

type Begun = { id: string; createdAt: string; caller: Caller; plan: CallPlan; start: RecordingStart };

type Ended = {
  outcome: Outcome;
  log: CallLog;
  latencyMs: number;
  ranking: RouteRanking | null;
  settledAt: string;
};

/** The record before the call (`ended` null) or after it. One literal, because copying forty fields costs more than the call. */
function recordOf({ id, createdAt, caller, plan, start }: Begun, ended: Ended | null): ExecutionRecord {
  const { task } = plan.state;
  const { gym } = start;
  const outcome = ended?.outcome;
  const cached = outcome?.cached;
  const target = outcome?.target ?? null;
  const usage = ended && ended.log.paid.length > 0 ? usageOfAll(ended.log.paid) : (outcome?.usage ?? null);
  const cost = ended ? settleCost(ended, Date.parse(createdAt)) : NO_COST;
  const model = target?.model ?? plan.snapshot.models.get(plan.choice.model);
  const chosen = versionOf(plan, plan.choice.model);
  return {
    organizationId: caller.organizationId,
    id,
    createdAt,
    taskSlug: task.slug,
    category: task.category,
    // An answer from the cache says nothing of any model's speed or quality.
    modelSlug: cached ? null : (model?.slug ?? plan.choice.model),
    providerSlug: cached ? null : (model?.providerSlug ?? null),
    modelVersionId: cached ? null : target ? (target.artefact?.modelVersionId ?? null) : (chosen.version?.id ?? null),
    configurationVersion: plan.state.configurationVersion,
    experimentSlug: plan.served?.slug ?? null,
    variant: plan.served?.variant ?? null,
    unitRef: plan.served?.unitRef ?? null,
    holdoutId: plan.arm?.id ?? null,
    holdoutPhase: plan.arm?.phase ?? null,
    holdoutArm: plan.arm?.arm ?? null,
    holdoutBucket: plan.arm?.bucket ?? null,
    promptVersionId: start.promptVersionId ?? null,
    deploymentId: cached ? null : (chosen.deploymentId ?? (target && versionOf(plan, target.model.slug).deploymentId)),
    cache: cached ? cached.kind : start.isCacheAsked && ended ? "miss" : null,
    source: caller.source,
    operation: start.operation,
    status: outcome?.status ?? "pending",
    errorCode: outcome?.error === undefined ? null : errorCodeOf(outcome.error),
    errorMessage: outcome?.error instanceof Error ? outcome.error.message.slice(0, ERROR_CHARACTERS) : null,
    keyId: caller.keyId,
    userRef: start.identity.userRef,
    sessionRef: gym.sessionId ?? null,
    requestId: caller.requestId,
    clientId: null,
    tags: gym.tags ?? null,
    isStreaming: start.isStreaming,
    strategy: plan.choice.strategy,
    inputTokens: usage?.inputTokens ?? null,
    cachedInputTokens: usage?.cacheReadTokens ?? null,
    cacheWriteTokens: usage?.cacheWriteTokens ?? null,
    cacheWrite1hTokens: usage?.cacheWrite1hTokens ?? null,
    outputTokens: usage?.outputTokens ?? null,
    reasoningTokens: usage?.reasoningTokens ?? null,
    audioInputTokens: usage?.audioInputTokens ?? null,
    audioOutputTokens: usage?.audioOutputTokens ?? null,
    serviceTier: usage?.serviceTier ?? null,
    isUsageEstimated: usage?.isEstimated ?? false,
    costUsd: cost.usd,
    costSource: cost.usd === null ? null : cached ? "cached" : outcome?.replayed ? "replayed" : "computed",
    priceRef: cost.ref,
    savedUsd: cached?.savedUsd ?? null,
    latencyMs: ended?.latencyMs ?? null,
    timeToFirstTokenMs: outcome?.timeToFirstTokenMs ?? null,
    overheadMs: ended && Math.max(0, ended.latencyMs - ended.log.upstreamMs),
    quality: outcome?.replayed?.quality ?? null,
    confidence: outcome?.classification?.confidence ?? null,
    label: outcome?.classification?.label ?? null,
    inputPreview: start.inputText.slice(0, PREVIEW_CHARACTERS),
    outputPreview: outcome?.outputText.slice(0, PREVIEW_CHARACTERS) ?? null,
    route: cached ? null : ended && plan.choice,
    rankingId: cached ? null : ended && plan.ranking.id,
    ranking: cached ? null : (ended?.ranking ?? null),
    attempts: ended?.log.attempts ?? null,
    retrieval: outcome?.retrieval ?? start.retrieved ?? null,
    promptVariables: keptVariables(start),
    rawUsage: outcome?.rawUsage ?? null,
    settledAt: ended?.settledAt ?? null,
  };
}

/** Longest values of variables that are kept, characters of JSON: cut ones would say something else. */
const VARIABLES_CHARACTERS = 8_000;

function keptVariables({ promptVersionId, gym: { variables } }: RecordingStart): ExecutionRecord["promptVariables"] {
  if (!promptVersionId || !variables || Object.keys(variables).length === 0) return null;
  const text = JSON.stringify(variables);
  return text.length > VARIABLES_CHARACTERS ? null : variables;
}

/** US dollars, null when unknown, and which price they come from, null when none was needed or known. */
type Cost = { usd: number | null; ref: string | null };

const NO_COST: Cost = { usd: null, ref: null };

/**
 * The cost of the whole execution at the price in force when it began, noted with the attempt that answered. A call
 * that failed everywhere cost nothing.
 */
function settleCost({ outcome, log }: Ended, beganMs: number): Cost {
  const { target, usage, status, cpuMs, replayed, cached } = outcome;
  if (cached) return { usd: 0, ref: null };
  // Answers that were paid for cost, whether one of them was taken or not.
  if (log.paid.length > 0) return { usd: costOfAll(log.paid), ref: null };
  if (!target || !usage) return status === "failed" ? { usd: 0, ref: null } : NO_COST;
  const price = replayed ? null : target.model.priceAt(beganMs);
  const usd = costOfAnswer(price, { usage, cpuMs, replayed });
  const last = log.attempts.at(-1);
  if (last && last.errorKind === null) last.costUsd = usd;
  return usd === null ? NO_COST : { usd, ref: price?.ref ?? null };
}

function errorCodeOf(error: unknown): string {
  return isProviderError(error) ? error.kind : "internal";
}
