import { z } from "zod";
import type { BudgetPeriod, BudgetScope } from "./words";

export const CostForecastQuery = z.object({
  /** One task instead of everything. */
  task: z.string().min(1).max(100).optional(),
  /** How many days ahead, from today on. */
  days: z.coerce
    .number({ error: "must be a whole number from 1 to 90" })
    .int("must be a whole number from 1 to 90")
    .min(1, "must be at least 1")
    .max(90, "must be at most 90")
    .default(30),
});
export type CostForecastQuery = z.infer<typeof CostForecastQuery>;

/** US dollars. The bounds are kept by 80 % and 95 % of outcomes; null while the history says nothing about its scatter. */
export type ForecastRange = {
  expectedUsd: number;
  low80Usd: number | null;
  high80Usd: number | null;
  low95Usd: number | null;
  high95Usd: number | null;
};

export type ForecastMethodName = "weekday_line" | "holt_winters" | "mean" | "none";

/** A stretch of past days that the same method forecast from the days before them alone. */
type ForecastFold = { fromDay: string; toDay: string; expectedUsd: number; actualUsd: number };

export type ForecastBacktest = {
  /** Latest first. */
  folds: ForecastFold[];
  /** Median of |expected - actual| / actual over the stretches, 0 and up; null when nothing was spent in any. */
  medianTotalError: number | null;
  /** The same of always expecting the mean so far: what the method has to beat. */
  baselineMedianTotalError: number | null;
};

/** A budget whose window is under way. `each_user` budgets have no forecast: people are too few days of data each. */
export type BudgetForecast = ForecastRange & {
  id: string;
  name: string;
  scope: BudgetScope;
  scopeRef: string | null;
  period: BudgetPeriod;
  limitUsd: number;
  /** The last day of the window; the range is what is spent by its end. */
  lastDay: string;
  /** Including today. */
  spentUsd: number;
  method: ForecastMethodName;
  /** The limit is used up already; then the days are null. */
  isOver: boolean;
  /** Day by whose end the limit is expected to be used up; null when not before the window ends. */
  expectedDay: string | null;
  /** Hardly before this day, and hardly after that one: bounds of 80 %. */
  earliestDay: string | null;
  latestDay: string | null;
};

export type CostForecast = {
  asOf: string;
  task: string | null;
  /** Whole days (UTC), oldest first, from the first with a call on, at most twelve weeks. */
  history: { day: string; costUsd: number }[];
  /** So far. */
  today: { day: string; costUsd: number };
  method: ForecastMethodName;
  /** Why the method is not more than the mean, or why there is no forecast; null otherwise. */
  note: string | null;
  /** From today on. */
  points: (ForecastRange & { day: string })[];
  /** What the calendar month (UTC) comes to; null without a forecast. */
  month: (ForecastRange & { lastDay: string; spentUsd: number }) | null;
  /** null while the history is too short for a single stretch (three weeks). */
  backtest: ForecastBacktest | null;
  /** Calls in the history whose price is unknown: their cost is in no number here. */
  unpricedCount: number;
  /** Of everything, whatever the task. Those that will be over first come first. */
  budgets: BudgetForecast[];
};
