import type { SparseVector } from "./tfidf-weighting";

export type SvmProblem = {
  rows: readonly SparseVector[];
  /** +1 or -1 per row. */
  signs: Int8Array;
  columnCount: number;
  /** Cost of a margin error: higher follows the rows more closely. */
  cost: number;
  maxEpochs: number;
  random: () => number;
};

export type Hyperplane = { weights: Float64Array; bias: number };

/** Stop when the projected gradients of an epoch differ by less than this (LIBLINEAR's default). */
const TOLERANCE = 0.1;

/**
 * A linear support vector machine with squared hinge loss, trained by dual coordinate descent with shrinking
 * (Hsieh, Chang, Lin, Keerthi and Sundararajan 2008, algorithm 3). The bias is a column that is 1 everywhere.
 */
export function trainLinearSvm({ rows, signs, columnCount, cost, maxEpochs, random }: SvmProblem): Hyperplane {
  const weights = new Float64Array(columnCount);
  let bias = 0;
  const alphas = new Float64Array(rows.length);
  const diagonal = 0.5 / cost;
  const curvatures = Float64Array.from(rows, ({ values }) => 1 + diagonal + squaredLength(values));
  const order = Uint32Array.from(rows.keys());
  let active = rows.length;
  let shrinkAbove = Infinity;

  for (let epoch = 0; epoch < maxEpochs; epoch++) {
    let highest = -Infinity;
    let lowest = Infinity;
    shuffleFirst(order, active, random);
    for (let position = 0; position < active; position++) {
      const index = order[position]!;
      const { columns, values } = rows[index]!;
      const sign = signs[index]!;
      const alpha = alphas[index]!;
      let margin = bias;
      for (let at = 0; at < columns.length; at++) margin += weights[columns[at]!]! * values[at]!;
      const gradient = sign * margin - 1 + alpha * diagonal;
      if (alpha === 0 && gradient > shrinkAbove) {
        active -= 1;
        order[position] = order[active]!;
        order[active] = index;
        position -= 1;
        continue;
      }
      const projected = alpha === 0 ? Math.min(gradient, 0) : gradient;
      highest = Math.max(highest, projected);
      lowest = Math.min(lowest, projected);
      if (Math.abs(projected) < 1e-12) continue;
      const next = Math.max(alpha - gradient / curvatures[index]!, 0);
      const step = (next - alpha) * sign;
      alphas[index] = next;
      bias += step;
      for (let at = 0; at < columns.length; at++) weights[columns[at]!]! += step * values[at]!;
    }
    if (highest - lowest < TOLERANCE) {
      if (active === rows.length) break;
      active = rows.length;
      shrinkAbove = Infinity;
    } else {
      shrinkAbove = highest > 0 ? highest : Infinity;
    }
  }
  return { weights, bias };
}

function shuffleFirst(order: Uint32Array, count: number, random: () => number): void {
  for (let last = count - 1; last > 0; last--) {
    const other = Math.floor(random() * (last + 1));
    const kept = order[last]!;
    order[last] = order[other]!;
    order[other] = kept;
  }
}

function squaredLength(values: Float32Array): number {
  let sum = 0;
  for (const value of values) sum += value * value;
  return sum;
}
