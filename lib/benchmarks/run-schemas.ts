import { z } from "zod";
import type { JobFailure, JobProgress, JobStatus } from "@/lib/platform/jobs/schemas";
import { PageQuery } from "@/lib/platform/pagination";
import { Category, ModelSlug, TaskSlug } from "@/lib/registry/schemas";
import type { SuiteSummary } from "./suite-schemas";
import type { BenchmarkTest } from "./check-schemas";
import { DEFAULT_WEIGHTS, type RESULT_STATUSES } from "./words";

/** What the final score is made of; only their proportions count. */
export const Weights = z
  .strictObject({
    quality: z.number().min(0).max(100),
    /** Of the fastest model's median latency as a share of the own one. */
    speed: z.number().min(0).max(100),
    /** Of the cheapest model's mean cost as a share of the own one. */
    cost: z.number().min(0).max(100),
  })
  .refine(({ quality, speed, cost }) => quality + speed + cost > 0, "at least one has to be above 0");
export type Weights = z.infer<typeof Weights>;

export const RunOptions = z.strictObject({
  weights: Weights.default(DEFAULT_WEIGHTS),
  /** The run ends when its answers have cost so much, US dollars; null = no limit. Answers of unknown cost count 0. */
  spendLimitUsd: z.number().positive().max(10_000).nullable().default(5),
  /** Slug of the chat model that judges tests with the check `judge`; it takes no part itself. Its calls count towards the limit. */
  judgeModel: ModelSlug.nullable().default(null),
  /** Calls under way at one provider at a time. */
  concurrency: z.number().int().min(1).max(32).default(4),
  /** Most calls begun at one provider in a minute; null = as many as `concurrency` allows. */
  requestsPerMinute: z.number().int().min(1).max(60_000).nullable().default(null),
  /** Ends as soon as the order of the models is certain. */
  stopsWhenDecided: z.boolean().default(false),
  /** Tests drawn from each suite; null = all. */
  testsPerSuite: z.number().int().min(1).max(500).nullable().default(null),
  /** Decides the order of the tests and which are drawn. */
  seed: z.number().int().min(0).max(2_147_483_647).default(1),
});
export type RunOptions = z.infer<typeof RunOptions>;

const suites = z.array(z.string().min(1).max(120)).min(1).max(20);
const models = z.array(ModelSlug).min(1).max(30);

export const StartRunInput = RunOptions.extend({
  /** Ids of suites. (Default: the six of the categories.) */
  suites: suites.optional(),
  /** (Default: every chat model that can be called now; for suites of search tasks every model that searches.) */
  models: models.optional(),
});
export type StartRunInput = z.infer<typeof StartRunInput>;

export const BenchmarkSchedule = z.strictObject({
  /** From one run to the next, hours; null = none. */
  everyHours: z.number().int().min(1).max(12).nullable(),
  suites: suites.nullable().default(null),
  models: models.nullable().default(null),
  spendLimitUsd: RunOptions.shape.spendLimitUsd,
  stopsWhenDecided: z.boolean().default(true),
});
export type BenchmarkSchedule = z.infer<typeof BenchmarkSchedule>;

export type SuiteOfRun = Pick<SuiteSummary, "id" | "name" | "version" | "category" | "task" | "testCount" | "checksum">;

/** `complete`: every test was asked. `decided`: the order was certain. `spend_limit`: it had cost as much as it may. */
export type RunEnding = "complete" | "decided" | "spend_limit";

export type BenchmarkRun = {
  id: string;
  jobId: string;
  status: JobStatus;
  trigger: "manual" | "schedule";
  suites: SuiteOfRun[];
  models: string[];
  options: RunOptions;
  progress: JobProgress | null;
  /** null until the run has ended by itself. */
  ending: RunEnding | null;
  /** What there is covers a part of the tests only: the run was cancelled, failed, or ended early. */
  isPartial: boolean;
  error: JobFailure | null;
  isCancelRequested: boolean;
  createdBy: string;
  createdAt: string;
  startedAt: string | null;
  finishedAt: string | null;
};

type RankInterval = { rank: number; rankLow: number; rankHigh: number };

/** A number with its 95 % interval. */
export type Estimate = { value: number; low: number; high: number };

/** How a model did over the tests of a leaderboard. */
export type LeaderboardRow = RankInterval & {
  model: string;
  /** 0–100; null when nothing was answered. */
  score: Estimate | null;
  /** Mean over answered tests, 0–100. */
  quality: Estimate | null;
  /** Share of answered tests that were right, 0–1. */
  passRate: number | null;
  /** Median of answered tests, milliseconds. */
  latencyMsP50: number | null;
  /** Mean of tests whose cost is known, US dollars; null when none is. */
  costUsd: number | null;
  answeredCount: number;
  failedCount: number;
  skippedCount: number;
  /** When its newest answer came. */
  measuredAt: string | null;
};

export type Leaderboard = {
  /** A suite's id, or `all`. */
  suiteId: string;
  suiteName: string;
  category: Category | null;
  task: string | null;
  testCount: number;
  rows: LeaderboardRow[];
};

export type BenchmarkRunDetail = BenchmarkRun & {
  /** All suites together first, when there are several. */
  leaderboards: Leaderboard[];
  /** Cost of all answers whose price is known, US dollars. */
  spentUsd: number;
  /** Answers whose price is unknown. */
  unpricedCount: number;
};

export type BenchmarkResult = {
  suiteId: string;
  testId: string;
  model: string;
  /** `failed`: the model gave no answer. `skipped`: it had failed too often to be asked again. */
  status: (typeof RESULT_STATUSES)[number];
  quality: number | null;
  reason: string;
  /** The beginning. */
  answer: string;
  latencyMs: number | null;
  costUsd: number | null;
  /** Of the model that judged it, US dollars; 0 for tests that need none. */
  judgeCostUsd: number;
  executionId: string | null;
  createdAt: string;
};

export const ListRunsQuery = z.strictObject({ suite: z.string().max(120).optional(), ...PageQuery.shape });
export type ListRunsQuery = z.infer<typeof ListRunsQuery>;

export const LeaderboardQuery = z.strictObject({ category: Category.optional(), task: TaskSlug.optional() });
export type LeaderboardQuery = z.infer<typeof LeaderboardQuery>;

export const CompareQuery = z.strictObject({
  first: ModelSlug,
  second: ModelSlug,
  /** (Default: all of the run's.) */
  suite: z.string().max(120).optional(),
});
export type CompareQuery = z.infer<typeof CompareQuery>;

/** One test as both models answered it. */
export type ComparedTest = {
  suiteId: string;
  testId: string;
  messages: BenchmarkTest["messages"];
  /** What would be right, in words. */
  expected: string;
  first: BenchmarkResult | null;
  second: BenchmarkResult | null;
};

/** Second less first, on tests that both answered. */
export type PairedComparison = {
  first: string;
  second: string;
  pairCount: number;
  /** Right or wrong. */
  bothRight: number;
  onlyFirstRight: number;
  onlySecondRight: number;
  bothWrong: number;
  /** Chance of such an imbalance between equal models: McNemar's exact test. */
  mcnemarP: number;
  /** Mean difference of quality with its 95 % interval: Student's paired t. Null when nothing varies. */
  quality: { difference: number; low: number; high: number; p: number } | null;
  /** Mean differences; null when unknown. */
  latencyMs: number | null;
  costUsd: number | null;
  /** `undecided` when neither test finds a difference at 5 %. */
  better: "first" | "second" | "undecided";
  tests: ComparedTest[];
};
