import { comparableAnswer } from "./comparable-answer";
import { knownModels } from "./known-models";
import type { KnownModel } from "./fitted-policy";
import type { ScoredPrompt } from "./types";

/** Prompts that every compared model answered, as numbers: comparing on different prompts would compare the prompts. */
export type EvidenceTable = {
  /** Best first by mean score. */
  models: readonly KnownModel[];
  /** Positions of the prompts in what was given. */
  positions: readonly number[];
  prompts: readonly ScoredPrompt[];
  /** Row by row, one number a model. */
  scores: Float64Array;
  /** The same, US dollars; a model's mean where a price is missing, NaN where all are. */
  costsUsd: Float64Array;
  /** The same; equal numbers within a row are equal answers, negative ones no answer. */
  answers: Int32Array;
};

/** A model that fewer of the prompts were asked is left out, so that it does not cost the rest their prompts. */
const MIN_COVERAGE = 0.9;

export function evidenceTable(given: readonly ScoredPrompt[]): EvidenceTable {
  const covering = knownModels(given).filter(({ count }) => count >= MIN_COVERAGE * given.length);
  const slugs = covering.map(({ slug }) => slug);
  const positions = [...given.keys()].filter((position) =>
    slugs.every((slug) => Number.isFinite(given[position]!.scores[slug])),
  );
  const prompts = positions.map((position) => given[position]!);
  const models = knownModels(prompts.map((prompt) => ({ ...prompt, scores: pick(prompt.scores, slugs) })));
  const size = prompts.length * models.length;
  const table = {
    models,
    positions,
    prompts,
    scores: new Float64Array(size),
    costsUsd: new Float64Array(size),
    answers: new Int32Array(size),
  };
  prompts.forEach((prompt, row) => {
    const seen = new Map<string, number>();
    models.forEach(({ slug, meanCostUsd }, column) => {
      const at = row * models.length + column;
      const answer = comparableAnswer(prompt.answers[slug]);
      if (answer !== null && !seen.has(answer)) seen.set(answer, seen.size);
      table.scores[at] = prompt.scores[slug]!;
      table.costsUsd[at] = prompt.costsUsd[slug] ?? meanCostUsd ?? NaN;
      table.answers[at] = answer === null ? -1 : seen.get(answer)!;
    });
  });
  return table;
}

const pick = (scores: Readonly<Record<string, number>>, slugs: readonly string[]) =>
  Object.fromEntries(slugs.map((slug) => [slug, scores[slug]!]));
