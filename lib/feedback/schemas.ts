import { z } from "zod";
import {
  windowFields,
  type Distribution,
  type LabelSpread,
  type MetricsSummary,
  type SystemHealth,
} from "@/lib/executions/schemas";
import { PageQuery } from "@/lib/platform/pagination";
import {
  FEEDBACK_GROUPS,
  FEEDBACK_KINDS,
  FEEDBACK_SOURCES,
  MAX_VALUE_CHARACTERS,
  type FeedbackKind,
  type FeedbackSource,
} from "./words";

export * from "./words";

const text = (max: number) =>
  z.string({ error: "must be text" }).max(max, { error: `must have at most ${max} characters` });

/** What one giver says of one execution. What `value` must be depends on `kind`. */
export const FeedbackInput = z.strictObject(
  {
    executionId: z.uuid({ error: "must be the id of an execution" }).toLowerCase(),
    kind: z.enum(FEEDBACK_KINDS, { error: `must be one of ${FEEDBACK_KINDS.join(", ")}` }),
    value: z.union([z.boolean(), z.number(), text(MAX_VALUE_CHARACTERS)], {
      error: "must be true, false, a number or text",
    }),
    comment: text(2_000).nullish(),
    /** (Default: user.) */
    source: z.enum(FEEDBACK_SOURCES, { error: `must be one of ${FEEDBACK_SOURCES.join(", ")}` }).default("user"),
    /** Who says it, as the caller names people. (Default: whoever calls.) */
    userRef: text(200).min(1, { error: "must not be empty" }).nullish(),
    /** The caller's own id of this feedback: what is sent twice under it counts once. */
    clientId: text(200)
      .regex(/^[^\p{Cc}\p{Cs}]+$/u, { error: "must be 1 to 200 readable characters" })
      .nullish(),
  },
  { error: "must be an object" },
);
export type FeedbackInput = z.infer<typeof FeedbackInput>;

export type Feedback = {
  id: string;
  executionId: string;
  task: string;
  /** "" when no model was chosen. */
  model: string;
  /** Id of the model version; "" for models that have none. */
  modelVersion: string;
  kind: FeedbackKind;
  value: boolean | number | string;
  comment: string | null;
  source: FeedbackSource;
  /** `ref:…` as the caller names people, else `user:…` or `key:…`. */
  giver: string;
  /** 0–1; null for what is no verdict. */
  approval: number | null;
  /** Whether the label was right; null when it does not say. */
  isRight: boolean | null;
  /** The label that is right, as far as it says. */
  rightLabel: string | null;
  /** Whether it counts in the execution's quality. */
  movesQuality: boolean;
  givenAt: string;
};

/** As the caller sees it. `isMine`: the caller said it, in no other's name. */
export type ListedFeedback = Feedback & { isMine: boolean };

export type GivenFeedback = Feedback & {
  /** It had been said before and changed nothing. */
  isDuplicate: boolean;
};

/** `stored` replaced an earlier opinion when the giver had one. */
export type FeedbackResult = { stored: number; duplicates: number; feedback: GivenFeedback[] };

const filterFields = {
  task: z.string().max(100).optional(),
  model: z.string().max(200).optional(),
  version: z.string().max(100).optional(),
  kind: z.enum(FEEDBACK_KINDS).optional(),
  source: z.enum(FEEDBACK_SOURCES).optional(),
};

export const ListFeedbackQuery = PageQuery.extend({
  ...windowFields,
  ...filterFields,
  executionId: z.uuid().optional(),
  format: z.enum(["csv", "json", "jsonl"]).optional(),
});
export type ListFeedbackQuery = z.infer<typeof ListFeedbackQuery>;

export const FeedbackStatsQuery = z.object({
  ...windowFields,
  ...filterFields,
  groupBy: z.enum(FEEDBACK_GROUPS).default("model"),
});
export type FeedbackStatsQuery = z.infer<typeof FeedbackStatsQuery>;

/** Rates are 0–1 and null when nothing was counted. */
export type FeedbackSums = {
  /** Entries of every kind. */
  count: number;
  /** Different givers. */
  givers: number;
  /** Share of the entries that the busiest giver gave. */
  shareOfBusiest: number | null;
  byKind: Record<FeedbackKind, number>;
  bySource: Record<FeedbackSource, number>;
  /** Mean verdict, every entry alike. */
  approvalRate: number | null;
  /** The same with no giver weighing more than a quarter: see `capWeights`. */
  balancedApprovalRate: number | null;
  /** Mean of ratings, 1–5. */
  rating: number | null;
  /** Entries that say whether a label was right, and the share of them that say it was. */
  judgedCount: number;
  accuracy: number | null;
  usage: { used: number; edited: number; dismissed: number };
  /** Share of suggestions that were used, edited ones included. */
  usageRate: number | null;
  /** Share of approvals and ratings of what is no classification that call it helpful; a rating of 3 says neither. */
  helpfulness: number | null;
};

export type FeedbackGroup = FeedbackSums & { value: string };

export type FeedbackStats = {
  from: string;
  to: string;
  groupBy: FeedbackStatsQuery["groupBy"];
  total: FeedbackSums;
  /** The most judged first; days in order. */
  groups: FeedbackGroup[];
};

export const KnownLabelsQuery = z.object({ task: z.string().min(1).max(100) });
export type KnownLabelsQuery = z.infer<typeof KnownLabelsQuery>;

export const AnswerMetricsQuery = z.object({
  ...windowFields,
  task: z.string().max(100).optional(),
  model: z.string().max(200).optional(),
  /** With it the rows come as a file, one a task. */
  format: z.enum(["csv", "json", "jsonl"]).optional(),
});
export type AnswerMetricsQuery = z.infer<typeof AnswerMetricsQuery>;

type MeasuredTask = {
  task: string;
  /** Settled executions. */
  count: number;
  /** 0–1; null when nothing was counted. */
  successRate: number | null;
  inputTokens: number;
  outputTokens: number;
  costUsd: number;
};

/** One task. Rates are 0–1 and null while nothing is known. */
export type AnswerMetricsRow =
  | ({ kind: "classification"; confidence: number | null; accuracy: number | null; judgedCount: number } & MeasuredTask)
  | ({
      kind: "suggestion";
      usage: FeedbackSums["usage"];
      usageRate: number | null;
      helpfulness: number | null;
      /** Mean, 1–5. */
      rating: number | null;
    } & MeasuredTask);

export type Recommendation = {
  code: "failures" | "inaccurate" | "unjudged" | "unsure" | "unused";
  task: string;
  /** One sentence for people. */
  message: string;
  /** Page of the dashboard where it can be done. */
  href: string;
};

export type AnswerMetrics = {
  from: string;
  to: string;
  classification: Extract<AnswerMetricsRow, { kind: "classification" }>[];
  suggestions: Extract<AnswerMetricsRow, { kind: "suggestion" }>[];
  recommendations: Recommendation[];
  /** Of all tasks together. `accuracy` and `usageRate` are means over what was judged; null while nothing was. */
  total: Pick<
    MetricsSummary,
    "count" | "successRate" | "costUsd" | "unpricedCount" | "inputTokens" | "outputTokens"
  > & {
    accuracy: number | null;
    judgedCount: number;
    usageRate: number | null;
    suggestedCount: number;
  };
  /** How the last hour went. */
  health: SystemHealth;
  /** By the tasks' category, and by the tags `priority` and `type` of all requests; see `GET /metrics`. */
  distributions: Distribution[];
  /** How the answers spread over the labels, of the task that was asked for; null when none was. */
  labels: LabelSpread | null;
};
