import type { LoadedPromptRule } from "./load-routing-policy";
import { mostAlike } from "./neighbour-index";
import { predictFromNeighbours } from "./predict-from-neighbours";
import { promptFeatures } from "./prompt-features";
import { predictFromRidges } from "./ridges";

/** What to expect of each model of the rule for this prompt, in the rule's order: score 0–1, cost in US dollars. */
export function predictQuality(
  { index, neighbours, results, ridges, ridgeShare }: LoadedPromptRule,
  prompt: string,
  embedding: Float32Array | null,
): { scores: Float64Array; costsUsd: Float64Array } {
  const similarities = index.similarities(promptFeatures(prompt), embedding);
  const near = predictFromNeighbours(mostAlike(similarities.plain, neighbours), results);
  return { ...near, scores: mixed(near.scores, predictFromRidges(ridges, similarities.rare), ridgeShare) };
}

/** `share` (0–1): how much the ridge regression counts against the neighbours. */
export function mixed(near: Float64Array, ridge: Float64Array, share: number): Float64Array {
  return near.map((score, model) => (1 - share) * score + share * ridge[model]!);
}
