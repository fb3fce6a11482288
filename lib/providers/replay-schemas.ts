import { z } from "zod";

/** Largest import, bytes after unpacking. */
export const MAX_REPLAY_BYTES = 500_000_000;
/** Most models in one set. */
export const MAX_REPLAY_MODELS = 200;
/** Most prompts in one set. */
export const MAX_REPLAY_PROMPTS = 200_000;
/** Most tasks that one set names. */
export const MAX_REPLAY_TASKS = 200;

/**
 * One line of a recording. Keys of `answers`, `scores` and `cost` are models; other fields are left out.
 * `task` becomes a slug: `math-l5` is `math_l5`.
 */
export const ReplayRow = z.object({
  id: z.coerce.string().max(200).nullish(),
  prompt: z.string().min(1).max(400_000),
  task: z.string().max(200).nullish(),
  answers: z.record(z.string(), z.string().max(400_000).nullable()).nullish(),
  /** 0–1. */
  scores: z.record(z.string(), z.number().min(0).max(1).nullable()).nullish(),
  /** US dollars of one call. */
  cost: z.record(z.string(), z.number().min(0).max(10_000).nullable()).nullish(),
});
export type ReplayRow = z.infer<typeof ReplayRow>;

/** What one model made of one prompt. */
export type ReplayedResult = {
  /** null = only its score or cost was recorded. */
  answer: string | null;
  /** 0–1; null = never scored. */
  score: number | null;
  /** US dollars; null = unknown. */
  costUsd: number | null;
};

/** A recorded prompt with what all models made of it. */
export type ReplayedPrompt = {
  id: string;
  prompt: string;
  task: string | null;
  /** By model slug. */
  results: Record<string, ReplayedResult>;
};

export type ReplaySet = {
  id: string;
  /** Slug of the provider that serves it. */
  provider: string;
  name: string;
  promptCount: number;
  /** Slugs. */
  models: string[];
  /** Slugs of the tasks that its rows name. */
  tasks: string[];
  /** Rows that could not be used; the first hundred of them with line and reason. */
  rejected: { count: number; rows: { line: number; reason: string }[] };
  createdBy: string;
  createdAt: string;
};

export const ImportReplayQuery = z.strictObject({
  /** Sets of one provider are served together: a prompt is looked for in all of them. (Default: `replay`.) */
  provider: z
    .string()
    .max(60)
    .regex(/^replay(-[a-z0-9-]+)?$/, "must be `replay`, or begin with `replay-`: `replay-october`")
    .default("replay"),
  /** Name of the set, to learn from it or to delete it. Unique for its provider. */
  set: z
    .string()
    .trim()
    .min(1)
    .max(80)
    .regex(/^[\w .:@-]+$/, "must be letters, digits, spaces and . : @ - _"),
});
export type ImportReplayQuery = z.infer<typeof ImportReplayQuery>;
