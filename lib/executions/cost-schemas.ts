import { z } from "zod";
import { exportFields, metricsFilterFields, type TokenSums } from "./metrics-schemas";
import { windowFields } from "./window-schemas";
import { COST_DIMENSIONS, EXECUTION_SOURCES } from "./words";

export const CostQuery = z.object({
  ...windowFields,
  ...metricsFilterFields,
  by: z.enum(COST_DIMENSIONS).default("model"),
  /** With `by=tag`: only tags of this name. */
  tag: z.string().min(1).max(60).optional(),
  /** Rows beyond it are added up in `rest`. */
  limit: z.coerce.number().int().min(1).max(1_000).default(100),
});
export type CostQuery = z.infer<typeof CostQuery>;

export const CostExportQuery = CostQuery.omit({ limit: true }).extend({ format: exportFields.format.default("csv") });
export type CostExportQuery = z.infer<typeof CostExportQuery>;

export type CostSums = {
  count: number;
  costUsd: number;
  /** Executions whose price is unknown: their cost is not in `costUsd`. */
  unpricedCount: number;
  tokens: TokenSums;
};

export type CostRow = CostSums & {
  /** "" for executions without a value. */
  value: string;
  /** What people call it, when that is something else: the name of a key. */
  label: string | null;
  /** 0–1 of `total.costUsd`; null when nothing has a known cost. */
  shareOfCost: number | null;
  /** In the window of the same length just before; null for all time. */
  previousCostUsd: number | null;
};

export type CostReport = {
  /** The bounds that were used: whole days for `user` and `key`, else whole hours. */
  from: string;
  to: string;
  by: CostQuery["by"];
  total: CostSums;
  previousTotal: CostSums | null;
  /** Dearest first. With `by=tag` an execution counts once for each of its tags. */
  rows: CostRow[];
  /** Values beyond `limit`, and those that were not told apart when they were counted; null when there are none. */
  rest: (CostSums & { valueCount: number | null }) | null;
  /** What a reader has to know of the precision; null when there is nothing. */
  note: string | null;
};

export const CostAnalysisQuery = z.object({
  ...windowFields,
  task: z.string().max(100).optional(),
  source: z.enum(EXECUTION_SOURCES).optional(),
  ...exportFields,
});
export type CostAnalysisQuery = z.infer<typeof CostAnalysisQuery>;

/** A model's measured quality at a task, 0–100, with its 95 % interval. */
export type MeasuredQuality = { mean: number; low: number; high: number; count: number };

/** One model in place of another for all its calls of a task. */
export type Substitution = {
  task: string;
  model: string;
  alternative: string;
  /** Calls of the window that answered in full and whose cost is known. */
  callCount: number;
  /** What they cost, US dollars. */
  costUsd: number;
  /** What they would have cost, US dollars; null when that cannot be said. */
  alternativeCostUsd: number | null;
  savingUsd: number | null;
  quality: MeasuredQuality | null;
  alternativeQuality: MeasuredQuality | null;
  /** `supported`: cheaper, and measured to be no worse. Everything else says why it is not offered. */
  verdict:
    "supported" | "too_few_scores" | "quality_not_proven" | "worse" | "not_cheaper" | "unknown_price" | "unavailable";
  /** One or two sentences for people. */
  explanation: string;
};

export type TaskCost = {
  task: string;
  count: number;
  costUsd: number;
  unpricedCount: number;
  /** What stands behind the task's cost, dearest model first. */
  models: { model: string; count: number; costUsd: number; unpricedCount: number }[];
  /** Best saving first, then what was not supported. */
  substitutions: Substitution[];
};

export type CostAnalysis = {
  from: string;
  to: string;
  total: CostSums;
  tasks: TaskCost[];
  /** Sum of the best supported saving of each task and model, US dollars. */
  possibleSavingUsd: number;
  /** How the numbers were made, for people. */
  method: string;
};

/** Supported substitutions alone, best first; `reasons` counts why others were not. */
export type Savings = {
  from: string;
  to: string;
  possibleSavingUsd: number;
  /** 0–1 of the cost of the window; null when nothing has a known cost. */
  shareOfCost: number | null;
  substitutions: Substitution[];
  reasons: { verdict: Substitution["verdict"]; count: number }[];
  method: string;
};
