import type { SampleSummary } from "../descriptive/summarise";
import {
  confidenceSequence,
  type ConfidenceSequenceAnswer,
  type ConfidenceSequenceOptions,
} from "./confidence-sequence";
import type { Decidable, Undecidable } from "../undecidable";

export type Look = { a: SampleSummary; b: SampleSummary };

export type FirstDecision = {
  /** What each look says by itself. */
  looks: (Decidable<ConfidenceSequenceAnswer> | Undecidable)[];
  /** Index of the first look that decides; null while none does. */
  decidedAt: number | null;
  /** Which arm has the greater mean then; null while undecided. */
  greater: "a" | "b" | null;
};

/** The course of an experiment that one looks at again and again: the first significant look decides, later ones change nothing. */
export function firstDecision(looks: readonly Look[], options: ConfidenceSequenceOptions = {}): FirstDecision {
  const answers = looks.map(({ a, b }) => confidenceSequence(a, b, options));
  const index = answers.findIndex(({ significant }) => significant);
  const decision = answers[index];
  if (!decision?.decidable) return { looks: answers, decidedAt: null, greater: null };
  return { looks: answers, decidedAt: index, greater: decision.effect > 0 ? "b" : "a" };
}
