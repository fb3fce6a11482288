import { invalidInput } from "@/lib/platform/errors";
import type { CodeFindings } from "./code/messages";
import { deductionsOf } from "./deductions";
import { clampScore, listed } from "./scale";
import { CUT_WARNING, MAX_JUDGED_CHARACTERS, type Deduction, type QualityScore, type ScorerName } from "./schemas";
import type { Evidence, Expectation, Scorer } from "./scorer";
import { SCORER_OF_NAME } from "./scorers";
import { readText, type Text } from "./text/read-text";
import { removeAppeals } from "./text/remove-appeals";

export type Judged = Expectation & {
  output: string;
  input?: string | undefined;
  context?: string | undefined;
};

/**
 * Judges one output, 0–100, the same every time. What the output says to its judge is taken out first, costs points
 * and is told as a warning; an output without any word scores 0. Throws `invalid_input` when the scorer lacks what it
 * compares with: see `canScore`. Code is judged by `code`, what the sandbox found out about it.
 */
export function score(name: ScorerName, judged: Judged, code: CodeFindings | null = null): QualityScore {
  const scorer: Scorer = SCORER_OF_NAME[name];
  const missing = scorer.missing?.(judged);
  if (missing) throw invalidInput(missing.message, { field: missing.field });
  const cutOutput = cut(judged.output);
  const { text, appeals } = removeAppeals(cutOutput, judged.input ?? "", scorer.givesVerdict ?? false);
  const { reference, labels, schema, k } = judged;
  const evidence: Evidence = {
    ...{ reference, labels, schema, k },
    output: readText(text),
    input: textOrNull(judged.input),
    context: textOrNull(judged.context),
    code,
  };
  const warnings = [
    ...(cutOutput.length < judged.output.length ? [CUT_WARNING] : []),
    ...appeals.map(() => APPEAL_WARNING).slice(0, 1),
    ...(scorer.warnings?.(evidence) ?? []),
  ];
  const about = { scorer: name, version: scorer.version, language: evidence.output.language, warnings };
  if (!/[\p{L}\p{N}\p{S}]/u.test(text)) return { score: 0, dimensions: [], deductions: [EMPTY], ...about };

  const dimensions = scorer.dimensions(evidence).map((one) => ({ ...one, score: clampScore(one.score) }));
  const deductions = [
    ...appealDeduction(appeals),
    ...deductionsOf(evidence, scorer.exempt ?? []),
    ...(scorer.deductions?.(evidence) ?? []),
  ];
  const mean = dimensions.reduce((sum, { score, weight }) => sum + score * weight, 0);
  const factor = deductions.reduce((product, deduction) => product * deduction.factor, 1);
  return {
    score: rounded(mean * factor),
    dimensions: dimensions.map((dimension) => ({ ...dimension, score: rounded(dimension.score) })),
    deductions,
    ...about,
  };
}

/** Whether the scorer has what it compares with. */
export const canScore = (name: ScorerName, expectation: Expectation): boolean => {
  const scorer: Scorer = SCORER_OF_NAME[name];
  return !scorer.missing?.(expectation);
};

const EMPTY: Deduction = { name: "empty", factor: 0, reason: "There is nothing to judge" };

const APPEAL_WARNING = "The output addresses whoever judges it; those sentences were taken out before judging";

const appealDeduction = (appeals: readonly string[]): Deduction[] =>
  appeals.length === 0
    ? []
    : [{ name: "appeal_to_judge", factor: 0.5, reason: `Talks to its judge: ${listed(appeals.map(shortened), 2)}` }];

const shortened = (sentence: string): string => (sentence.length > 80 ? `${sentence.slice(0, 80)}…` : sentence);

const cut = (text: string): string => text.slice(0, MAX_JUDGED_CHARACTERS);

const textOrNull = (text: string | undefined): Text | null => (text?.trim() ? readText(cut(text)) : null);

const rounded = (value: number): number => Math.round(value * 10) / 10;
