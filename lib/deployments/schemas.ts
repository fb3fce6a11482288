import { z } from "zod";
import { PageQuery } from "@/lib/platform/pagination";
import { ModelSlug, TaskSlug } from "@/lib/registry/schemas";
import { DEPLOYMENT_STATUSES, STRATEGIES, type DeploymentStrategy, type GateName } from "./words";

export * from "./words";

/** Limits of the gates; null switches one off. Differences are between the new version and the one in service. */
const Gates = z.strictObject({
  /**
   * Answers that somebody judged. `margin`: how much worse the new version may be, as a share of right answers (0–1);
   * 0 = it has to be better for certain. Proved before the last step; at every step a version that is worse for certain is rolled back.
   */
  quality: z.strictObject({ margin: z.number().min(0).max(0.5).default(0.05) }).nullable(),
  /** `margin`: how much larger the share of failed requests may be, 0–1. */
  errors: z.strictObject({ margin: z.number().min(0.001).max(0.5).default(0.02) }).nullable(),
  /** `ratio`: how many times the 95th percentile of the latency may be, 25 ms being always allowed on top. */
  latency: z.strictObject({ ratio: z.number().min(1).max(100).default(1.5) }).nullable(),
  /** `ratio`: how many times the mean cost of a request may be. */
  cost: z.strictObject({ ratio: z.number().min(1).max(100).default(1.5) }).nullable(),
});
export type GateLimits = z.infer<typeof Gates>;

const reason = z.string().trim().max(500).default("");

export const DeployInput = z.strictObject({
  /** (Default: canary.) */
  strategy: z.enum(STRATEGIES).default("canary"),
  /** Shares of the units in per cent, ascending, the last one 100; a first 0 is shadow. (Default: by strategy.) */
  steps: z.array(z.number().min(0).max(100)).min(1).max(20).optional(),
  /** Shortest time at each share. (Default: 10 for a canary, else 60.) */
  stepMinutes: z.number().min(0).max(43_200).optional(),
  /**
   * Longest time at each share; then it pauses and waits for a person, and an A/B test keeps the version that was there.
   * (Default: seven days, for an A/B test fourteen.)
   */
  maxStepMinutes: z.number().min(1).max(129_600).optional(),
  /** Requests that the new version has served at each share, at least. (Default: 50 for a canary and an A/B test, else none.) */
  minSample: z.number().int().min(0).max(1_000_000).optional(),
  /** Judged answers of each version without which nothing is said of quality. (Default: 30) */
  minJudged: z.number().int().min(5).max(1_000_000).optional(),
  /** (Default: errors and cost for a rollout, else all four; the quality of an A/B test with the margin 0.) */
  gates: Gates.partial().optional(),
  reason,
});
export type DeployInput = z.infer<typeof DeployInput>;

/** What was asked for, with nothing left open. */
export type DeploymentPlan = {
  strategy: DeploymentStrategy;
  /** Shares of the units, 0–1; the last one is 1. */
  steps: number[];
  stepMinutes: number;
  maxStepMinutes: number;
  minSample: number;
  minJudged: number;
  gates: GateLimits;
};

/** Where a deployment under way stands. `stepStarts`: when each step so far began, for the comparison step by step. */
export type Progress = { step: number; share: number; since: string; stepStarts: string[] };

export type DeploymentState =
  | ({ status: "running" } & Progress)
  | ({ status: "paused"; reason: string; pausedAt: string } & Progress)
  | { status: "succeeded"; at: string }
  | { status: "rolled_back"; at: string; reason: string; isAutomatic: boolean }
  | { status: "aborted"; at: string; reason: string }
  /** Another version was put into service meanwhile. */
  | { status: "superseded"; at: string; reason: string };

export type Gate = {
  gate: GateName;
  /** `failed` rolls back; `waiting` needs more. */
  verdict: "passed" | "waiting" | "failed";
  /** In the gate's unit: a share (0–1) of right answers or of failures, milliseconds, US dollars; null = unknown. */
  baseline: number | null;
  candidate: number | null;
  baselineCount: number;
  candidateCount: number;
  /** Interval of candidate less baseline that holds at every look (95 %); null while nothing can be said. */
  difference: { low: number; high: number } | null;
  /** What it is measured against, in words of a person. */
  explanation: string;
};

/** One look at the gates. */
export type Measured = {
  at: string;
  step: number;
  gates: Gate[];
  /** Requests that both versions answered, one of them unseen: how many, and the share on which they agreed. */
  compared: { count: number; agreement: number | null };
};

type VersionName = { id: string; version: string; status: string };

export type Deployment = {
  id: string;
  task: string;
  model: string;
  version: VersionName;
  /** null for a model's first version. */
  previous: VersionName | null;
  plan: DeploymentPlan;
  state: DeploymentState;
  /** null until somebody looked. */
  measured: Measured | null;
  reason: string;
  createdBy: string;
  createdAt: string;
  /** null while it is under way. */
  finishedAt: string | null;
};

export type DeploymentEventKind =
  "started" | "advanced" | "paused" | "resumed" | "promoted" | "rolled_back" | "aborted" | "superseded";

export type DeploymentEvent = {
  /** From 0, in order. */
  position: number;
  kind: DeploymentEventKind;
  /** Of the units from then on, 0–1; null when it is over. */
  share: number | null;
  reason: string;
  measured: Measured | null;
  by: string;
  at: string;
};

export type DeploymentDetail = Deployment & { events: DeploymentEvent[] };

export const ListDeploymentsQuery = PageQuery.extend({
  task: TaskSlug.optional(),
  model: ModelSlug.optional(),
  version: z.uuid().optional(),
  status: z.enum(DEPLOYMENT_STATUSES).optional(),
});
export type ListDeploymentsQuery = z.infer<typeof ListDeploymentsQuery>;

export const ReasonInput = z.strictObject({ reason });
export type ReasonInput = z.infer<typeof ReasonInput>;

/** What a version would have answered where another one served. */
export type ShadowAnswer = {
  organizationId: string;
  deploymentId: string;
  executionId: string;
  createdAt: string;
  /** The version that was asked unseen. */
  versionId: string;
  label: string | null;
  /** 0–1. */
  confidence: number | null;
  servedLabel: string | null;
  /** null when the shadow failed. */
  isAgreeing: boolean | null;
  errorCode: string | null;
  /** Of the call alone, milliseconds. */
  latencyMs: number;
  servedLatencyMs: number | null;
  /** US dollars; null when unknown. Never part of the execution's cost. */
  costUsd: number | null;
  servedCostUsd: number | null;
};
