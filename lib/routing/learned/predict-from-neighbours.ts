import type { Neighbour } from "./neighbour-index";

/** How much more a more alike prompt counts. */
const SHARPNESS = 5;

/** What models made of the reference prompts: row by row, one number a model. */
export type ReferenceResults = { width: number; scores: Float32Array; costsUsd: Float32Array };

/** Score (0–1) and cost (US dollars) expected of each model: weighted means over the neighbours. */
export function predictFromNeighbours(
  neighbours: readonly Neighbour[],
  { width, scores, costsUsd }: ReferenceResults,
): { scores: Float64Array; costsUsd: Float64Array } {
  const expected = { scores: new Float64Array(width), costsUsd: new Float64Array(width) };
  const closest = neighbours[0]?.similarity ?? 0;
  let total = 0;
  for (const { row, similarity } of neighbours) {
    const weight = Math.exp(SHARPNESS * (similarity - closest));
    total += weight;
    for (let model = 0; model < width; model++) {
      expected.scores[model]! += weight * scores[row * width + model]!;
      expected.costsUsd[model]! += weight * costsUsd[row * width + model]!;
    }
  }
  for (let model = 0; model < width; model++) {
    expected.scores[model]! /= total || 1;
    expected.costsUsd[model]! /= total || 1;
  }
  return expected;
}
