import { z } from "zod";
import type { Job } from "@/lib/platform/jobs/schemas";
import { PageQuery } from "@/lib/platform/pagination";
import type { Dimension } from "@/lib/quality/schemas";
import { ModelSlug, TaskSlug } from "@/lib/registry/schemas";

export const PutJudgeInput = z.strictObject({
  /** Slug of a chat model whose price is known. */
  model: ModelSlug,
  /** Of whole answers of live traffic, 0–1. */
  share: z.number().min(0).max(1).default(0.05),
  /** US dollars a day (UTC); the last call may go beyond it. */
  dailyLimitUsd: z.number().positive().max(10_000).default(1),
  /** The score becomes the quality of answers that no person has judged, and the router learns from it. */
  movesQuality: z.boolean().default(false),
});
export type PutJudgeInput = z.infer<typeof PutJudgeInput>;

export type JudgeSetting = PutJudgeInput & {
  task: string;
  /** US dollars since midnight (UTC). */
  spentTodayUsd: number;
  judgedToday: number;
  updatedBy: string;
  updatedAt: string;
};

/** A judge that a task has not got is `null`: see `restoreJudge`. */
export const ListJudgementsQuery = z.object({ task: TaskSlug.optional(), ...PageQuery.shape });
export type ListJudgementsQuery = z.infer<typeof ListJudgementsQuery>;

/** What a judge said of an answer. */
export type Judgement = {
  id: string;
  executionId: string;
  executionAt: string;
  task: string;
  /** Who answered. */
  model: string;
  judge: string;
  /** 0–100; null = no verdict. */
  score: number | null;
  dimensions: Dimension[];
  note: string | null;
  costUsd: number | null;
  callIds: string[];
  createdAt: string;
};

export const StartJudgingInput = z.strictObject({
  task: TaskSlug,
  /** Answers at most, the newest first. */
  limit: z.number().int().min(1).max(1_000).default(50),
  /** US dollars that this run may cost; the task's daily limit holds beside it. */
  spendLimitUsd: z.number().positive().max(10_000).default(1),
  /** How far back, days. */
  days: z.number().int().min(1).max(90).default(7),
});
export type StartJudgingInput = z.infer<typeof StartJudgingInput>;

/** `limit`: as many as were asked for. `done`: there was nothing more. `failing`: the judge failed three times in a row. */
export type JudgingEnding = "done" | "limit" | "spend_limit" | "daily_limit" | "failing";

export const CalibrationQuery = z.object({
  task: TaskSlug.optional(),
  judge: ModelSlug.optional(),
  days: z.coerce.number().int().min(1).max(365).default(90),
});
export type CalibrationQuery = z.infer<typeof CalibrationQuery>;

type Interval = { low: number; high: number };

/** How a judge agrees with people about answers that both have judged. */
export type Calibration = {
  task: string;
  judge: string;
  pairCount: number;
  /** Answers that the judge gave no verdict on. */
  withoutVerdict: number;
  /** Both in five classes (0–20, …, 80–100), misses weighed by their square; with its 95 % interval. Null below ten pairs or when nothing varies. */
  weightedKappa: ({ value: number } & Interval) | null;
  /** Of the ranks, -1 to 1, with its 95 % interval. Null likewise. */
  spearman: ({ value: number } & Interval) | null;
  /** Judge less people, points of 100, with its 95 % interval. Null below ten pairs. */
  bias: ({ value: number } & Interval) | null;
  /** Rows: what people said, columns: what the judge said, each from worst to best; counts. */
  table: number[][];
  /** In words: whether the judge can stand in for people. */
  verdict: string;
};

/** A run of judging, as the API gives it. */
export type Judging = Job;
