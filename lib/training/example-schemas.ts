import { z } from "zod";
import { PageQuery } from "@/lib/platform/pagination";
import { TaskSlug } from "@/lib/registry/schemas";
import {
  EXAMPLE_ORDERS,
  EXAMPLE_SOURCES,
  EXAMPLE_STATES,
  MAX_ADDED,
  MAX_ANSWER_CHARACTERS,
  REVIEW_ACTIONS,
} from "./words";
import type { ExampleSource, ExampleState } from "./words";

const flag = z
  .enum(["true", "false"], { error: "must be true or false" })
  .transform((value) => value === "true")
  .optional();

export const ListExamplesQuery = PageQuery.extend({
  task: TaskSlug,
  state: z.enum(EXAMPLE_STATES).optional(),
  label: z.string().max(200).optional(),
  source: z.enum(EXAMPLE_SOURCES).optional(),
  /** Only those that this one gave first, such as `ref:agent-7`. */
  giver: z.string().max(300).optional(),
  /** Only those with another label for the same text. */
  conflicting: flag,
  /** Only those that look like an earlier one. */
  near: flag,
  /** Only those whose label a model that did not learn from them doubts. */
  suspicious: flag,
  /** `informative`: what a review teaches most first. (Default: newest.) */
  order: z.enum(EXAMPLE_ORDERS).default("newest"),
});
export type ListExamplesQuery = z.infer<typeof ListExamplesQuery>;

/** A candidate for a training example: one text with one label. */
export type Example = {
  id: string;
  task: string;
  text: string;
  label: string;
  /** The label before a reviewer fixed it. */
  fixedFrom: string | null;
  /** What the model answered, and how sure it was, 0–1; null when unknown. */
  predictedLabel: string | null;
  confidence: number | null;
  source: ExampleSource;
  /** Who gave it first. */
  giver: string;
  origin: "feedback" | "execution" | "manual";
  executionId: string | null;
  /** Only the beginning of the text is known. */
  isCut: boolean;
  state: ExampleState;
  reviewedBy: string | null;
  reviewedAt: string | null;
  /** Different givers who gave this label. */
  voteCount: number;
  /** 0–1; see the README. */
  agreement: number;
  quality: number;
  informativeness: number;
  isConflicting: boolean;
  /** A similar example that was there before, and how similar, 0–1; null without one. */
  nearId: string | null;
  nearSimilarity: number | null;
  /** How much a model that did not learn from it disagrees, 0–1; null until it was looked at. */
  suspicion: number | null;
  suspectedLabel: string | null;
  createdAt: string;
};

const ExampleInput = z.strictObject({
  text: z.string().trim().min(1, "must not be empty").max(20_000, "must have at most 20000 characters"),
  label: z
    .string()
    .trim()
    .min(1, "must not be empty")
    .max(MAX_ANSWER_CHARACTERS, `must have at most ${MAX_ANSWER_CHARACTERS} characters`),
  /** (Default: expert, since somebody who may change the configuration adds it.) */
  source: z.enum(EXAMPLE_SOURCES).default("expert"),
});

export const AddExamplesInput = z.strictObject({
  task: TaskSlug,
  examples: z.array(ExampleInput).min(1, "must hold at least one").max(MAX_ADDED, `must hold at most ${MAX_ADDED}`),
});
export type AddExamplesInput = z.infer<typeof AddExamplesInput>;

export type AddedExamples = { added: number; known: number };

export const ReviewInput = z.strictObject({
  action: z.enum(REVIEW_ACTIONS, { error: `must be one of ${REVIEW_ACTIONS.join(", ")}` }),
  /** Only for `fix`: the right label. */
  label: z.string().trim().min(1, "must not be empty").max(200).optional(),
});
export type ReviewInput = z.infer<typeof ReviewInput>;

/** `overruled`: examples of the same text with another label that were rejected by it. */
export type Review = { example: Example; overruled: number };

export const TaskQuery = z.object({ task: TaskSlug });
export type TaskQuery = z.infer<typeof TaskQuery>;

export type LabelCoverage = {
  label: string;
  /** Of the pool: accepted and fixed ones. */
  accepted: number;
  pending: number;
  /** Of the base dataset. */
  base: number;
};

/** What the examples of a task are like. Rates and means are null when nothing was counted. */
export type DataQuality = {
  task: string;
  states: Record<ExampleState, number>;
  bySource: Record<ExampleSource, number>;
  /** Mean quality of open and accepted examples, 0–1. */
  quality: number | null;
  conflicting: number;
  near: number;
  suspicious: number;
  /** Different givers of accepted examples, and the share that the busiest gave, 0–1. */
  givers: number;
  shareOfBusiest: number | null;
  /** The newest imported dataset, on which the next one would be built. */
  base: { id: string; name: string; rowCount: number } | null;
  coverage: LabelCoverage[];
  /** Givers whose examples were left out of the newest dataset; see `HeldBackSource`. */
  heldBack: HeldBackSource[];
};

/**
 * A giver whose labels a model that learnt from all others contradicts far more often than usual: what a rule accepted of
 * theirs is left out until a person has reviewed it.
 */
export type HeldBackSource = {
  giver: string;
  /** Examples of theirs that could be judged, and those that were contradicted. */
  judged: number;
  contradicted: number;
  /** Share of contradicted labels among everybody else's, 0–1. */
  usualShare: number;
  /** Examples that were left out. */
  leftOut: number;
};

export const ListConflictsQuery = PageQuery.extend({ task: TaskSlug });
export type ListConflictsQuery = z.infer<typeof ListConflictsQuery>;

/** One text for which several labels are open or accepted. */
export type Conflict = { text: string; examples: (Example & { voters: { giver: string; source: ExampleSource }[] })[] };

export const BuildDatasetInput = z.strictObject({
  task: TaskSlug,
  /** (Default: the date.) */
  name: z.string().trim().min(1).max(120).optional(),
  /** What it is built on; null = the accepted examples alone. (Default: the task's newest import.) */
  baseDatasetId: z.uuid().nullish(),
});
export type BuildDatasetInput = z.infer<typeof BuildDatasetInput>;

export const ExportExamplesQuery = z.object({
  task: TaskSlug,
  /** A dataset's rows instead of the pool's accepted examples. */
  datasetId: z.uuid().optional(),
  /** `jsonl` is OpenAI's format for fine-tuning: one conversation a line. */
  format: z.enum(["csv", "json", "jsonl"], { error: "must be csv, json or jsonl" }).default("jsonl"),
});
export type ExportExamplesQuery = z.infer<typeof ExportExamplesQuery>;
