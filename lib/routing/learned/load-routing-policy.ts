import { AppError } from "@/lib/platform/errors";
import { FittedPolicy } from "./fitted-policy";
import { NeighbourIndex } from "./neighbour-index";
import type { ReferenceResults } from "./predict-from-neighbours";
import type { Ridges } from "./ridges";
import { textToNumbers } from "./stored-numbers";

type PromptRule = Extract<FittedPolicy["rule"], { kind: "prompt" }>;

/** A policy ready to decide. */
export type LoadedPolicy = Pick<FittedPolicy, "models" | "evidence"> & {
  rule: Exclude<FittedPolicy["rule"], PromptRule> | LoadedPromptRule;
  /** Whether its decisions are better with the prompt's embedding. */
  readsEmbeddings: boolean;
  /** Whether it may ask several models for one prompt. */
  asksSeveral: boolean;
};

export type LoadedPromptRule = Pick<PromptRule, "kind" | "models" | "scorePerUsd" | "neighbours" | "ridgeShare"> & {
  index: NeighbourIndex;
  results: ReferenceResults;
  ridges: Ridges;
};

/** Reads a stored policy. Throws `internal` when it is damaged or of another format: it has to be learnt again. */
export function loadRoutingPolicy(stored: unknown): LoadedPolicy {
  const parsed = FittedPolicy.safeParse(stored);
  if (!parsed.success) throw damaged(parsed.error);
  const { models, evidence, rule } = parsed.data;
  return {
    models,
    evidence,
    rule: rule.kind === "prompt" ? loadPromptRule(rule) : rule,
    readsEmbeddings: rule.kind === "prompt" && rule.dimensions > 0,
    asksSeveral: rule.kind === "cascade",
  };
}

function loadPromptRule({
  kind,
  models,
  scorePerUsd,
  neighbours,
  ridgeShare,
  ...stored
}: PromptRule): LoadedPromptRule {
  try {
    const starts = textToNumbers(stored.starts, Uint32Array);
    const references = {
      count: starts.length - 1,
      starts,
      ids: textToNumbers(stored.ids, Uint32Array),
      values: textToNumbers(stored.values, Float32Array),
      embeddings: textToNumbers(stored.embeddings, Int8Array),
      dimensions: stored.dimensions,
    };
    const results = {
      width: models.length,
      scores: textToNumbers(stored.scores, Float32Array),
      costsUsd: textToNumbers(stored.costsUsd, Float32Array),
    };
    const ridges = {
      means: textToNumbers(stored.ridgeMeans, Float32Array),
      weights: textToNumbers(stored.ridgeWeights, Float32Array),
    };
    const size = references.count * models.length;
    const fits =
      results.scores.length === size &&
      results.costsUsd.length === size &&
      ridges.weights.length === size &&
      ridges.means.length === models.length &&
      references.ids.length === starts.at(-1) &&
      references.values.length === starts.at(-1) &&
      references.embeddings.length === references.count * stored.dimensions;
    if (!fits) throw new RangeError("Its parts do not fit together");
    const index = new NeighbourIndex(references);
    return { kind, models, scorePerUsd, neighbours, ridgeShare, index, results, ridges };
  } catch (cause) {
    throw damaged(cause);
  }
}

const damaged = (cause: unknown) =>
  new AppError("internal", "The stored routing policy cannot be read: learn it again", { cause });
