import { z } from "zod";
import { MAX_JUDGED_CHARACTERS, SCORERS, type ScorerName } from "./words";

export * from "./words";

/** Longest text that is accepted at all, characters. */
const MAX_CHARACTERS = 400_000;

const judgedText = z.string().max(MAX_CHARACTERS);

export const ScoreInput = z.strictObject({
  /** Whose scorer judges. */
  task: z.string().min(1).max(60).optional(),
  /** Judges instead of the task's. (Default: `general`.) */
  scorer: z.enum(SCORERS).optional(),
  /** The answer to judge; what is beyond the first 40,000 characters is not read. */
  output: judgedText,
  /** What was asked; for a summary the source. */
  input: judgedText.optional(),
  /** What the answer may rest on beside `input`: a conversation so far, a document. */
  context: judgedText.optional(),
  /** What is right: a label, the extracted fields, a lead's score, relevant ids (a list, or ids with grades). */
  reference: z.json().optional(),
  /** Labels that a classification may give. */
  labels: z.array(z.string().min(1).max(200)).min(1).max(500).optional(),
  /** JSON schema of the data to extract. */
  schema: z.record(z.string(), z.json()).optional(),
  /** What code has to do; without them it is not executed. */
  tests: z
    .array(
      z.strictObject({
        name: z.string().max(200).optional(),
        /** JavaScript evaluated after the code, such as `add(1, 2)`; a promise is awaited. */
        expression: z.string().min(1).max(5_000),
        /** What it has to come to. (Default: anything truthy.) */
        expected: z.json().optional(),
      }),
    )
    .max(50)
    .optional(),
  /** How many results of a retrieval count. (Default: 10.) */
  k: z.number().int().min(1).max(1_000).optional(),
});
export type ScoreInput = z.infer<typeof ScoreInput>;

/** One aspect of an answer. */
export type Dimension = {
  name: string;
  /** 0–100. */
  score: number;
  /** Share of the score before deductions; all weights add up to 1. */
  weight: number;
  /** Why, for the person who reads it. */
  reason: string;
};

/** What lowers the whole score, whatever the dimensions say: stuffing, a copied prompt, a plea to the judge. */
export type Deduction = {
  name: string;
  /** The score is multiplied by it, 0–1. */
  factor: number;
  reason: string;
};

export type QualityScore = {
  /** 0–100: the weighted mean of the dimensions times every deduction's factor. */
  score: number;
  dimensions: Dimension[];
  deductions: Deduction[];
  scorer: ScorerName;
  /** Grows when the scorer judges differently: scores of two versions do not compare. */
  version: number;
  /** Code of the output's language such as `de`; null when it could not be told. */
  language: string | null;
  /** What the reader should know about how this score came about. */
  warnings: string[];
};

/** Said with every cut text. */
export const CUT_WARNING = `Only the first ${MAX_JUDGED_CHARACTERS.toLocaleString("en")} characters were judged`;
