import type { LoadedPromptRule } from "./load-routing-policy";
import { predictFromNeighbours } from "./predict-from-neighbours";
import { promptFeatures } from "./prompt-features";

/** What to expect of each model of the rule for this prompt, in the rule's order: score 0–1, cost in US dollars. */
export function predictQuality(
  { index, neighbours, results }: LoadedPromptRule,
  prompt: string,
  embedding: Float32Array | null,
): { scores: Float64Array; costsUsd: Float64Array } {
  return predictFromNeighbours(index.find(promptFeatures(prompt), embedding, neighbours), results);
}
