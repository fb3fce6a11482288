import type { NeighbourIndex } from "./neighbour-index";

/** Squared length of the weights counts this much against the squared error. */
const PENALTY = 5;

/** Scores differ so much by chance that a closer solution predicts no better. */
const STEPS = 25;

/** Expected number of a prompt: `mean` plus the sum of its `rare` similarities to the reference prompts times `weights`. */
type Ridge = { mean: number; weights: Float64Array };

/**
 * Ridge regression on words and embedding, in its dual form (Saunders, Gammerman and Vovk 1998), solved by conjugate
 * gradients. Learns from the rows that `isLearntFrom` says; the others' weights are 0.
 */
export function fitRidge(index: NeighbourIndex, targets: Float64Array, isLearntFrom: (row: number) => boolean): Ridge {
  const rows = [...targets.keys()].filter(isLearntFrom);
  const mean = rows.reduce((sum, row) => sum + targets[row]!, 0) / Math.max(1, rows.length);
  const weights = new Float64Array(targets.length);
  const residual = new Float64Array(targets.length);
  for (const row of rows) residual[row] = targets[row]! - mean;
  const direction = residual.slice();
  let square = dot(residual, residual);
  for (let step = 0; step < STEPS && square > 1e-9; step++) {
    const sums = index.weighedSums(direction);
    const image = new Float64Array(targets.length);
    for (const row of rows) image[row] = sums[row]! + PENALTY * direction[row]!;
    const length = square / dot(direction, image);
    for (const row of rows) {
      weights[row]! += length * direction[row]!;
      residual[row]! -= length * image[row]!;
    }
    const next = dot(residual, residual);
    for (const row of rows) direction[row] = residual[row]! + (next / square) * direction[row]!;
    square = next;
  }
  return { mean, weights };
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let at = 0; at < a.length; at++) sum += a[at]! * b[at]!;
  return sum;
}
