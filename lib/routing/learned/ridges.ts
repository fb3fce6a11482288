import type { NeighbourIndex } from "./neighbour-index";
import type { ReferenceResults } from "./predict-from-neighbours";
import { fitRidge } from "./ridge";

/** Ridge regressions of the scores of several models on the same reference prompts. */
export type Ridges = {
  /** Expected score of each model for a prompt like no other, 0–1. */
  means: Float32Array;
  /** Row by row, one number a model. */
  weights: Float32Array;
};

export function fitRidges(index: NeighbourIndex, { width, scores }: ReferenceResults): Ridges {
  const count = index.references.count;
  const ridges = { means: new Float32Array(width), weights: new Float32Array(count * width) };
  for (let model = 0; model < width; model++) {
    const { mean, weights } = fitRidge(index, targetsOf(scores, { width, model, count }), () => true);
    ridges.means[model] = mean;
    weights.forEach((weight, row) => (ridges.weights[row * width + model] = weight));
  }
  return ridges;
}

/** Scores expected of each reference prompt without having learnt from its fold: row by row, one number a model. */
export function crossValidateRidges(
  index: NeighbourIndex,
  { width, scores }: ReferenceResults,
  fold: Uint8Array,
): Float64Array {
  const count = index.references.count;
  const expected = new Float64Array(count * width);
  for (let model = 0; model < width; model++) {
    const targets = targetsOf(scores, { width, model, count });
    for (const heldOut of new Set(fold)) {
      const { mean, weights } = fitRidge(index, targets, (row) => fold[row] !== heldOut);
      const sums = index.weighedSums(weights);
      fold.forEach((own, row) => {
        if (own === heldOut) expected[row * width + model] = mean + sums[row]!;
      });
    }
  }
  return expected;
}

/** Score expected of each model, by the prompt's `rare` similarities to the reference prompts. */
export function predictFromRidges({ means, weights }: Ridges, similarities: Float64Array): Float64Array {
  const width = means.length;
  const expected = Float64Array.from(means);
  similarities.forEach((similarity, row) => {
    for (let model = 0; model < width; model++) expected[model]! += similarity * weights[row * width + model]!;
  });
  return expected;
}

const targetsOf = (scores: Float32Array, { width, model, count }: { width: number; model: number; count: number }) =>
  Float64Array.from({ length: count }, (_, row) => scores[row * width + model]!);
