import type { CodeFindings } from "./code/messages";
import type { Deduction, Dimension, ScoreInput } from "./schemas";
import type { Text } from "./text/read-text";

/** What is right, or what form it has to have: see `ScoreInput`. */
export type Expectation = Pick<ScoreInput, "reference" | "labels" | "schema" | "k">;

/** What a scorer judges by. */
export type Evidence = Expectation & {
  /** Without what it says to its judge. */
  output: Text;
  /** null when nothing was given. */
  input: Text | null;
  context: Text | null;
  /** What the sandbox found out about the output's code; null when it was not asked. */
  code: CodeFindings | null;
};

export type Scorer = {
  /** Grows when it judges differently. */
  version: number;
  /** What it cannot judge without, or null when everything is there. */
  missing?: (expectation: Expectation) => { field: string; message: string } | null;
  /** What is said about its judgement when that rests on less than it should. */
  warnings?: (evidence: Evidence) => string[];
  /** Weights add up to 1. */
  dimensions: (evidence: Evidence) => Dimension[];
  /** Whether a line such as "Score: 100" is the answer that was asked for. */
  givesVerdict?: boolean;
  /** What spoils the whole answer beside what spoils any. */
  deductions?: (evidence: Evidence) => Deduction[];
  /** Names of deductions that do not fit what it judges. */
  exempt?: readonly string[];
};

/** What the answer may rest on: input and context, as far as they are given. */
export const groundOf = ({ input, context }: Evidence): Text[] => [input, context].filter((text) => text !== null);
