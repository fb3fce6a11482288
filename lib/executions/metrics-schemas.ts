import { z } from "zod";
import { windowFields } from "./window-schemas";
import { EXECUTION_SOURCES, TIME_STEPS, type ExecutionStatus, type TimeStep } from "./words";

/** What every question about metrics can be narrowed to. */
export const metricsFilterFields = {
  task: z.string().max(100).optional(),
  model: z.string().max(200).optional(),
  provider: z.string().max(100).optional(),
  category: z.string().max(100).optional(),
  source: z.enum(EXECUTION_SOURCES).optional(),
};

const EXPORT_FORMATS = ["csv", "json", "jsonl"] as const;
/** With it the same rows come as a file. */
export const exportFields = { format: z.enum(EXPORT_FORMATS).optional() };

export const MetricsQuery = z.object({ ...windowFields, ...metricsFilterFields });
export type MetricsQuery = z.infer<typeof MetricsQuery>;

/** Tokens by the class they are charged in. */
export type TokenSums = {
  /** Fresh input: neither read from nor written to the vendor's cache. */
  fresh: number;
  cacheRead: number;
  cacheWrite: number;
  /** Reasoning included. */
  output: number;
  /** Part of `output`. */
  reasoning: number;
};

/** Sums over a window. Rates and averages are null when nothing was counted. */
export type MetricsSummary = {
  /** Settled executions. */
  count: number;
  counts: Record<Exclude<ExecutionStatus, "pending">, number>;
  /** Share that answered in full, 0–1; a caller's cancellation counts neither way. */
  successRate: number | null;
  costUsd: number;
  /** Executions whose price is unknown: their cost is not in `costUsd`. */
  unpricedCount: number;
  /** Executions whose tokens were estimated, because the vendor told none. */
  estimatedCount: number;
  /** Input of all classes. */
  inputTokens: number;
  outputTokens: number;
  tokens: TokenSums;
  /** Of executions that answered in full, milliseconds. */
  latencyMsAverage: number | null;
  latencyMsP50: number | null;
  latencyMsP95: number | null;
  latencyMsP99: number | null;
  /** Mean time to the first token of streams that answered in full, milliseconds. */
  timeToFirstTokenMsAverage: number | null;
  /** Mean time spent in the gateway itself, milliseconds. */
  overheadMsAverage: number | null;
  /** Mean, 0–100; null when nothing was scored. */
  quality: number | null;
  qualityCount: number;
  /** Mean confidence of classifications, 0–1. */
  confidence: number | null;
  /** Mean verdict of people on the executions that they judged, 0–1; null until there is feedback. */
  approvalRate: number | null;
};

export type HealthReason = {
  /** `error_rate`, `model_errors`, `slow`, `recording`, `idle`. */
  code: string;
  /** One sentence for people. */
  message: string;
};

/** How the last hour went, whatever window was asked for. */
export type SystemHealth = {
  status: "healthy" | "degraded" | "unhealthy";
  /** Why, worst first; also what speaks for `healthy` when nothing was asked. */
  reasons: HealthReason[];
  from: string;
  to: string;
};

type DistributionDimension =
  "category" | "priority" | "type" | "status" | "errorCode" | "model" | "provider" | "source";

type DistributionEntry = {
  /** "" for executions without a value. */
  value: string;
  count: number;
  /** 0–1, of the executions that this distribution counts. */
  share: number;
  costUsd: number;
};

export type Distribution = {
  by: DistributionDimension;
  /** Most frequent first. `errorCode` counts failures only, `priority` and `type` only executions with such a tag. */
  entries: DistributionEntry[];
  /** Why there is none although there are executions; null otherwise. Tags cannot be narrowed to a task or model. */
  note: string | null;
};

/** How a task's answers spread over its labels, the most frequent first. */
export type LabelSpread = {
  /** `share` is 0–1 of `readCount`. */
  entries: { label: string; count: number; share: number }[];
  /** Answers with a label that were counted: the newest of the window, up to a limit. */
  readCount: number;
  /** There are older ones in the window, which were not counted. */
  isCut: boolean;
};

export type MetricsReport = {
  /** The bounds that were used: whole minutes up to two hours, whole hours beyond. */
  from: string;
  to: string;
  current: MetricsSummary;
  /** The window of the same length just before; null for the period `all`. */
  previous: MetricsSummary | null;
  byModel: (MetricsSummary & { model: string; provider: string })[];
  byTask: (MetricsSummary & { task: string; category: string })[];
  distributions: Distribution[];
  health: SystemHealth;
};

/** What is known of a window without reading how its latencies spread. */
type UntimedSummary = Omit<MetricsSummary, "latencyMsP50" | "latencyMsP95" | "latencyMsP99">;

/** `distributions`: by category, priority and type. */
export type TasksReport = Pick<MetricsReport, "from" | "to" | "distributions" | "health"> & {
  current: UntimedSummary;
  byTask: (UntimedSummary & { task: string; category: string })[];
};

const STATS_GROUPS = ["modelAndTask", "model", "task", "provider", "category", "version"] as const;

export const StatsQuery = MetricsQuery.extend({
  groupBy: z.enum(STATS_GROUPS).default("modelAndTask"),
  ...exportFields,
});
export type StatsQuery = z.infer<typeof StatsQuery>;

/** One group. A dimension that was not grouped by is null; "" means that the executions had none. */
export type StatsRow = MetricsSummary & {
  task: string | null;
  category: string | null;
  model: string | null;
  provider: string | null;
  /** Id of the model version. */
  version: string | null;
};
export type StatsReport = { from: string; to: string; groupBy: StatsQuery["groupBy"]; rows: StatsRow[] };

export const ComparisonQuery = z.object({
  ...windowFields,
  task: z.string().min(1).max(100),
  source: z.enum(EXECUTION_SOURCES).optional(),
  ...exportFields,
});
export type ComparisonQuery = z.infer<typeof ComparisonQuery>;

/** One model at one task. */
export type ComparedModel = MetricsSummary & {
  model: string;
  provider: string;
  /** 95 % interval of the mean quality, 0–100; null under two scored executions. */
  qualityLow: number | null;
  qualityHigh: number | null;
  /** Mean of the executions whose price is known, US dollars. */
  costUsdPerCall: number | null;
};
export type Comparison = { from: string; to: string; task: string; models: ComparedModel[] };

const SERIES_GROUPS = ["none", "model", "task", "status", "provider", "category"] as const;
const MAX_STEP_SECONDS = 31 * 86_400;

export const TimeseriesQuery = MetricsQuery.extend({
  groupBy: z.enum(SERIES_GROUPS).default("model"),
  /** `auto`, a name, or seconds; the next wider width is used that there is and that keeps the answer small. */
  step: z
    .union([z.enum(["auto", ...TIME_STEPS]), z.coerce.number().min(1).max(MAX_STEP_SECONDS)], {
      error: "must be auto, minute, hour, day, week, month or a number of seconds from 1 to 2678400",
    })
    .default("auto"),
  /** `previous`: the window just before. `weekdays`: so many whole weeks before that the weekdays agree; not to the minute. */
  compare: z.enum(["previous", "weekdays"]).optional(),
  /** Groups beyond it are added up as `other`. */
  maxGroups: z.coerce.number().int().min(1).max(50).default(20),
  ...exportFields,
});
export type TimeseriesQuery = z.infer<typeof TimeseriesQuery>;

/** One group in one bucket of time. Buckets without executions are absent. */
export type TimeseriesPoint = MetricsSummary & { at: string; group: string };

export type Timeseries = {
  from: string;
  to: string;
  /** Width of a bucket. */
  step: TimeStep;
  /** What was asked for and not given, in words; null when it was given. */
  stepNote: string | null;
  /** Groups that there are; `points` names at most `maxGroups` and `(other)`. */
  groupCount: number;
  points: TimeseriesPoint[];
  /** Only when it was asked for; null for all time, and for weekdays of a window that begins inside an hour. */
  comparison: TimeseriesComparison | null;
};

type TimeseriesComparison = {
  kind: "previous" | "weekdays";
  from: string;
  to: string;
  /** Add it to a point's `at` to lay it over the current window, milliseconds. */
  shiftMs: number;
  /** With the groups of the current window; times are those of the earlier one. */
  points: TimeseriesPoint[];
};
