import { z } from "zod";
import type { JobFailure, JobStatus } from "@/lib/platform/jobs/schemas";
import { PageQuery } from "@/lib/platform/pagination";
import { TaskSlug, type Configuration } from "@/lib/registry/schemas";
import { OPTIMIZATION_TYPES, type MetricName, type OptimizationType } from "./words";

/** How much a metric may get worse: quality in points of 100, cost and latency as shares; null = as much as it likes. */
export type Margins = { qualityPoints: number; costShare: number | null; latencyShare: number | null };

const share = z.number().min(0).max(10).nullable();

export const StartOptimizationInput = z.strictObject({
  task: TaskSlug,
  type: z.enum(OPTIMIZATION_TYPES),
  /** Most that asking the models may cost, US dollars. */
  budgetUsd: z
    .number()
    .positive("must be more than 0: with nothing to spend no model can be asked")
    .max(10_000)
    .default(1),
  /** Longest time, minutes; what was not asked by then is left out. */
  maxMinutes: z.number().min(0.1).max(240).default(20),
  /** (Default: what the type allows.) */
  margins: z
    .strictObject({ qualityPoints: z.number().min(0).max(100), costShare: share, latencyShare: share })
    .partial()
    .default({}),
  /** The same tests and seed divide the tests in the same way. */
  seed: z.number().int().min(0).max(2_147_483_647).default(1),
  /** Only says what would be done; nothing is asked or stored. */
  dryRun: z.boolean().default(false),
});
export type StartOptimizationInput = z.infer<typeof StartOptimizationInput>;

export const ListOptimizationsQuery = PageQuery.extend({ task: TaskSlug.optional() });
export type ListOptimizationsQuery = z.infer<typeof ListOptimizationsQuery>;

/** A measured value with its 95 % interval, or why there is none. Units are in the metric's name; accuracy is 0–1. */
export type Metric = { value: number; low: number; high: number; count: number } | { value: null; reason: string };
export type Metrics = Record<MetricName, Metric>;

export type CandidateState = {
  id: string;
  label: string;
  why: string;
  state: "waiting" | "racing" | "dropped" | "verifying" | "rejected" | "accepted";
  /** Why it is where it is. */
  reason: string;
  /** Tests behind its figures. */
  tests: number;
  /** Of the goal, in its own unit: a share of cost or latency, or points of 100; null until known. */
  gain: number | null;
  /** Change of the quality, points of 100; null until known. */
  qualityPoints: number | null;
};

export type SearchProgress = { stage: "search" | "verify"; done: number; total: number; candidates: CandidateState[] };

/** How a value changes on the same tests: `mean`, `low` and `high` in points, or as shares of the value before. */
export type Change = { mean: number; low: number; high: number; count: number };

export type Comparison = {
  quality: Change | null;
  /** Share of the mean cost; null when a price is unknown or nothing was paid before. */
  cost: Change | null;
  /** Share of the median. */
  latencyP50: Change | null;
  /** Share of the 95th percentile. */
  latencyP95: Change | null;
  /** Points of the weighted objective; only for `model_tuning`. */
  weighted: Change | null;
};

/** What a run does, known before it begins. */
export type OptimizationPlan = {
  task: string;
  type: OptimizationType;
  margins: Margins;
  suite: {
    id: string;
    name: string;
    version: number;
    checksum: string;
    testCount: number;
    /** Of requests that were really made: until then; null or absent for a suite. */
    replayedUntil?: string | null;
  };
  /** Tests that the search sees, and those that only verify. */
  tests: { search: number; verify: number };
  /** What is in force, in words. */
  current: string;
  candidates: { id: string; label: string; why: string; changes: Partial<Configuration> }[];
  /** Most that it can cost by what is known of prices, US dollars; the budget caps it. */
  expectedCostUsd: number;
  /** Models whose price is unknown, so that they count nothing above. */
  unpricedModels: string[];
  budgetUsd: number;
  maxMinutes: number;
  /** Live requests a day that a change would affect, mean of the last seven days. */
  requestsPerDay: number;
  /** What was left out, and why. */
  notes: string[];
};

export type MeasuredFinalist = {
  id: string;
  label: string;
  changes: Partial<Configuration>;
  isAccepted: boolean;
  reason: string;
  comparison: Comparison;
  gain: Change | null;
  after: Metrics;
  /** Of the configuration in force, where it was compared on other requests than the tests; else that of the result. */
  before?: Metrics;
};

export type OptimizationResult = {
  outcome: "improved" | "no_improvement";
  /** One sentence for people. */
  summary: string;
  /** Of the configuration in force, on the tests that verify. */
  before: Metrics;
  /** What was verified, at most two. */
  finalists: MeasuredFinalist[];
  /** Of `finalists`; null without an improvement. */
  winnerId: string | null;
  /** What would be put in force; null without an improvement. */
  configuration: Configuration | null;
  candidates: CandidateState[];
  /** Why not every test was asked; null when all were. */
  stoppedBy: "budget" | "time" | null;
  /** SHA-256 over the tests and the baseline configuration, hex. */
  dataHash: string;
  seed: number;
  calls: number;
  seconds: number;
};

export const ApplyOptimizationInput = z.strictObject({
  /** Share of the requests that it serves first, 0–1; live traffic then decides. (Default: all but what is held back.) */
  canaryShare: z.coerce.number().min(0.01, "must be at least 0.01").max(0.5, "must be at most 0.5").optional(),
  /** Longest time on that share, days: what too few requests have judged by then is taken back. (Default: 7.) */
  canaryDays: z.coerce.number().min(0.1, "must be at least 0.1").max(90, "must be at most 90").optional(),
});
export type ApplyOptimizationInput = z.infer<typeof ApplyOptimizationInput>;

export type OptimizationApplication = {
  version: number;
  /** The version that held requests are served with; absent in what was applied before there were any. */
  heldVersion?: number;
  /** Share of the requests that it serves for now, 0–1; null = all but what is held back. */
  canaryShare?: number | null;
  /** When it is taken back unless it serves the rest by then; null once it does. Absent in what was applied before that. */
  canaryUntil?: string | null;
  appliedBy: string;
  appliedAt: string;
  /** How live traffic fares since then, as it was looked at last; null before the first look. */
  watch: { at: string; verdict: "too_few" | "well" | "worse"; reason: string } | null;
  /** Looked after until then. */
  watchUntil: string;
  undone: { version: number; by: string; at: string; reason: string } | null;
};

export type OptimizationRun = {
  id: string;
  jobId: string;
  task: string;
  type: OptimizationType;
  /** The job's. */
  status: JobStatus;
  error: JobFailure | null;
  isCancelRequested: boolean;
  plan: OptimizationPlan;
  baselineVersion: number;
  baseline: Configuration;
  progress: SearchProgress | null;
  /** So far, US dollars. */
  spentUsd: number;
  result: OptimizationResult | null;
  application: OptimizationApplication | null;
  createdBy: string;
  createdAt: string;
  finishedAt: string | null;
};

/** One test answered by one configuration, as it is kept. */
export type StoredTrial = {
  testId: string;
  /** 0–100; 0 for a call that failed. */
  quality: number;
  /** US dollars, all calls; null when a price is unknown. */
  costUsd: number | null;
  latencyMs: number;
  /** Computing time of local models, milliseconds; null when a remote one answered. */
  cpuMs: number | null;
  /** Memory of the whole process after the answer, megabytes; null when a remote model answered. */
  memoryMb: number | null;
  /** 0–1, of a classification. */
  confidence: number | null;
  /** What the answer comes to, by which answers are compared; null when it comes to nothing short. Absent in old runs. */
  finalAnswer?: string | null;
  /** What went wrong; null when there is an answer. */
  error: string | null;
  executionId: string | null;
  /** What was asked and answered, shortened, and why it was judged so. */
  prompt: string;
  output: string;
  reason: string;
  model: string | null;
};

/** One test, as the configuration in force and the finalists answered it. */
export type TrialRow = {
  testId: string;
  prompt: string;
  part: "search" | "verify";
  answers: { candidateId: string; label: string; trial: StoredTrial }[];
};
