import { z } from "zod";
import type { Retrieved } from "@/lib/providers/schemas";
import type { ServiceTier, Strategy } from "@/lib/registry/schemas";
import { windowFields } from "./window-schemas";
import {
  EXECUTION_SOURCES,
  EXECUTION_STATUSES,
  type CacheOutcome,
  type HoldoutArm,
  type CostSource,
  type ExecutionSource,
  type ExecutionStatus,
} from "./words";

export * from "./cost-schemas";
export * from "./metrics-schemas";
export * from "./record-schemas";
export * from "./repricing-schemas";
export * from "./retention-schemas";
export * from "./window-schemas";
export * from "./words";

/** One call of an upstream model. An execution has several when it was retried or fell back. */
export type Attempt = {
  model: string;
  /** Of a model with trained versions: the one that was called. */
  modelVersionId?: string;
  startedAt: string;
  latencyMs: number;
  /** What went wrong, in the words of `ProviderError`; null when this attempt answered. */
  errorKind: string | null;
  errorMessage: string | null;
  status: number | null;
  /** US dollars; null when unknown. Failed attempts that cost nothing have 0. */
  costUsd: number | null;
};

/** How one candidate looked to the router. */
export type RouteCandidate = {
  model: string;
  /** Expected quality, 0–100; null when nothing was ever measured. */
  quality: number | null;
  /** 90 % interval of `quality`, 0–100. */
  qualityLow: number;
  qualityHigh: number;
  /** Scored executions or validation examples behind `quality`. */
  observations: number;
  /** Expected cost of this request, US dollars; null when the price is unknown. */
  costUsd: number | null;
  /** Median latency, milliseconds; null when never measured. */
  latencyMsP50: number | null;
  /** 0–1, what the strategy orders by. */
  utility: number;
};

/** Which model was chosen and why: stored with every execution. */
export type RouteChoice = {
  /** `requested`: the caller named the model. `pinned`: the task's configuration did. */
  mode: "routed" | "requested" | "pinned";
  strategy: Strategy;
  model: string;
  /** One sentence for people. */
  reason: string;
  /** Probability with which this model was chosen, 0–1, exact. */
  propensity: number;
  isExploration: boolean;
  /** Tried in this order when the chosen model fails. */
  fallbacks: string[];
  /** Only when a budget asked for a cheaper model: the budget, and the model that would have been chosen without it. */
  downgrade?: { budgetId: string; budget: string; usualModel: string };
  /** Only of open conversations: what the message was found to be about. */
  detected?: DetectedMessage;
  /** Only within a session. */
  session?: SessionDecision;
};

/** What a message was found to be about; confidences are 0–1. */
export type DetectedMessage = {
  category: string;
  categoryConfidence: number;
  emotion: string;
  emotionConfidence: number;
  stage: string;
  /** Whose scores counted: the category, `empathy` for a frustrated writer, or the task's own when that was unsure. */
  rankedAs: string;
};

/** Whether the conversation stayed with its model. */
export type SessionDecision = {
  id: string;
  /** The model before this message; null at the beginning. */
  previousModel: string | null;
  isTopicChange: boolean;
  /** 0–1; null at the beginning. */
  topicChangeProbability: number | null;
  stays: boolean;
  reason: string;
  /** What the lost prompt cache would cost, US dollars. */
  switchingCostUsd: number;
  /** Utility by which the best other model is ahead, 0–1; null when it was not compared. */
  gain: number | null;
};

/** How all models looked to the router. Many executions share one, so it is stored once. */
export type RouteRanking = {
  /** Hash of organization and content. */
  id: string;
  /** Eligible models, best first. */
  candidates: RouteCandidate[];
  /** Models that could not serve this request, grouped by reason. */
  excluded: { reason: string; models: string[] }[];
};

/** Why a model answered, whole. */
export type RouteDecision = RouteChoice & Omit<RouteRanking, "id">;

/** One attempt to serve a task, as it is stored. Optional facts are null while they are unknown. */
export type ExecutionRecord = {
  organizationId: string;
  id: string;
  createdAt: string;
  taskSlug: string;
  category: string;
  modelSlug: string | null;
  providerSlug: string | null;
  modelVersionId: string | null;
  configurationVersion: number | null;
  /** Of the experiment whose variant served it; null outside of experiments. */
  experimentSlug: string | null;
  variant: string | null;
  /** What the experiment assigned: a request, session or user. */
  unitRef: string | null;
  promptVersionId: string | null;
  /** Of the rollout that chose the model version. */
  deploymentId: string | null;
  /** Of a change whose savings are measured; null outside of hold-outs. */
  holdoutId: string | null;
  /** Only executions of one phase are compared with each other. */
  holdoutPhase: number | null;
  /** `held`: served as before the change. */
  holdoutArm: HoldoutArm | null;
  /** 0–63, by hash of the session. */
  holdoutBucket: number | null;
  /** How it was answered without a call of its own; null = a model was called. */
  cache: CacheOutcome | null;
  source: ExecutionSource;
  operation: "chat" | "embedding" | "classification";
  status: ExecutionStatus;
  errorCode: string | null;
  errorMessage: string | null;
  keyId: string | null;
  userRef: string | null;
  sessionRef: string | null;
  requestId: string;
  /** What the client calls an execution that it recorded itself. */
  clientId: string | null;
  tags: Record<string, string> | null;
  isStreaming: boolean;
  strategy: Strategy | null;
  /** Fresh input tokens: neither read from nor written to the vendor's cache. */
  inputTokens: number | null;
  cachedInputTokens: number | null;
  /** Kept for any time. */
  cacheWriteTokens: number | null;
  /** Part of `cacheWriteTokens`: kept for an hour. */
  cacheWrite1hTokens: number | null;
  /** Reasoning tokens included. */
  outputTokens: number | null;
  reasoningTokens: number | null;
  /** Part of `inputTokens`: sound. */
  audioInputTokens: number | null;
  /** Part of `outputTokens`: sound. */
  audioOutputTokens: number | null;
  /** null = the ordinary way. */
  serviceTier: ServiceTier | null;
  isUsageEstimated: boolean;
  /** US dollars, all attempts; null when a price is unknown. */
  costUsd: number | null;
  costSource: CostSource | null;
  /** Which price `costUsd` was computed with: `ref` of a `ModelPrice`. */
  priceRef: string | null;
  /** What an answer from the caller's own cache would have cost, US dollars. */
  savedUsd: number | null;
  /** From the request's arrival to the end of the answer, milliseconds. */
  latencyMs: number | null;
  timeToFirstTokenMs: number | null;
  /** Time spent in the gateway itself, milliseconds. */
  overheadMs: number | null;
  /** 0–100; null until scored. */
  quality: number | null;
  /** 0–1, of a classification. */
  confidence: number | null;
  label: string | null;
  /** The beginning of what was asked and answered. */
  inputPreview: string | null;
  outputPreview: string | null;
  route: RouteChoice | null;
  rankingId: string | null;
  /** Only until the ranking is known to be stored: it would be most of the record. */
  ranking: RouteRanking | null;
  attempts: Attempt[] | null;
  /** What was looked up for it; null = nothing was. */
  retrieval: Retrieved | null;
  /** Values of its prompt's variables; null without any, and when they are too long to be kept. */
  promptVariables: Record<string, string | number | boolean> | null;
  /** The vendor's usage object, as received. */
  rawUsage: unknown;
  settledAt: string | null;
};

/** A row of the list: everything but the parts that only the detail shows. */
export type ExecutionSummary = Omit<
  ExecutionRecord,
  | "organizationId"
  | "route"
  | "rankingId"
  | "ranking"
  | "attempts"
  | "retrieval"
  | "promptVariables"
  | "rawUsage"
  | "outputPreview"
  | "tags"
> & { attemptCount: number; route: RouteSummary | null };

/** The decision in short; null when nothing was decided: while the call is under way, out of a cache, or reported. */
export type RouteSummary = Pick<
  RouteChoice,
  "mode" | "strategy" | "model" | "reason" | "propensity" | "isExploration"
> & {
  /** Models that could have served it, of those that are kept: at most twelve. Null when they are not stored. */
  candidateCount: number | null;
};

export type ExecutionDetail = Omit<ExecutionRecord, "organizationId" | "route" | "rankingId" | "ranking"> & {
  route: RouteDecision | null;
};

const executionFilterFields = {
  ...windowFields,
  task: z.string().max(100).optional(),
  model: z.string().max(200).optional(),
  status: z.enum(EXECUTION_STATUSES).optional(),
  source: z.enum(EXECUTION_SOURCES).optional(),
  session: z.string().max(200).optional(),
  user: z.string().max(200).optional(),
  /** Slug of the experiment that served it. */
  experiment: z.string().max(60).optional(),
};

export const ListExecutionsQuery = z.object({
  ...executionFilterFields,
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().max(500).optional(),
  format: z.enum(["csv", "json", "jsonl"]).optional(),
});
export type ListExecutionsQuery = z.infer<typeof ListExecutionsQuery>;

/** The newest executions, whenever they were. */
export const RecentQuery = z.object({
  task: z.string().max(100).optional(),
  model: z.string().max(200).optional(),
  status: z.enum(EXECUTION_STATUSES).optional(),
  source: z.enum(EXECUTION_SOURCES).optional(),
  user: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(20),
});
export type RecentQuery = z.infer<typeof RecentQuery>;
