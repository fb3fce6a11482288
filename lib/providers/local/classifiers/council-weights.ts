import { crossEntropy, targetShare } from "./calibration";
import { logSoftmax } from "./softmax";

const ROUNDS = 200;
const SETTLED = 1e-7;

/** Per row, per member: calibrated log-probabilities of rows that the members were not trained on. */
export type Opinions = readonly (readonly Float64Array[])[];

/** The council's log-probabilities: the members' ones, weighted, added and normalised (logarithmic opinion pool, Genest and Zidek 1986). */
export function pool(opinions: readonly Float64Array[], weights: ArrayLike<number>): Float64Array {
  const sums = new Float64Array(opinions[0]?.length ?? 0);
  opinions.forEach((logs, member) => {
    const weight = weights[member]!;
    for (let label = 0; label < sums.length; label++) sums[label]! += weight * logs[label]!;
  });
  return logSoftmax(sums);
}

/**
 * Weights, none negative, with which the pool has the least log-loss: stacking (Wolpert 1992) by projected gradient
 * descent with a step that halves until the loss falls. Equal weights that add up to 1 without rows.
 */
export function fitCouncilWeights(rows: Opinions, labels: Uint32Array, memberCount: number): Float64Array {
  let weights = new Float64Array(memberCount).fill(1 / memberCount);
  if (rows.length === 0) return weights;
  let { loss, gradient } = lossOf(rows, labels, weights);
  let step = 1;
  for (let round = 0; round < ROUNDS && step > 1e-9; round++) {
    const next = weights.map((weight, member) => Math.max(0, weight - step * gradient[member]!));
    const tried = lossOf(rows, labels, next);
    if (tried.loss > loss) {
      step /= 2;
      continue;
    }
    const isSettled = loss - tried.loss < SETTLED;
    weights = next;
    ({ loss, gradient } = tried);
    step *= 1.5;
    if (isSettled) break;
  }
  return weights;
}

function lossOf(rows: Opinions, labels: Uint32Array, weights: Float64Array): { loss: number; gradient: Float64Array } {
  const share = targetShare(rows.length);
  const gradient = new Float64Array(weights.length);
  let loss = 0;
  rows.forEach((opinions, row) => {
    const label = labels[row]!;
    const logs = pool(opinions, weights);
    const rest = logs.length > 1 ? (1 - share) / (logs.length - 1) : 0;
    loss += crossEntropy(logs, label, share) / rows.length;
    const errors = logs.map((value, index) => Math.exp(value) - (index === label ? share : rest));
    opinions.forEach((opinion, member) => {
      let sum = 0;
      for (let index = 0; index < errors.length; index++) sum += errors[index]! * opinion[index]!;
      gradient[member]! += sum / rows.length;
    });
  });
  return { loss, gradient };
}
