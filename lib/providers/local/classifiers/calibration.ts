import { logSoftmax } from "./softmax";

/** Scores of rows that the scorer was not trained on, with the true label's index. */
export type HeldOut = { scores: readonly Float64Array[]; labels: Uint32Array };

const LOWEST_FACTOR = 1e-3;
const HIGHEST_FACTOR = 100;
const STEPS = 60;

/**
 * The factor that turns scores into honest probabilities: softmax(factor x scores) has the least log-loss on held-out
 * rows (temperature scaling, Guo, Pleiss, Sun and Weinberger 2017; factor = 1 / temperature). 1 without rows.
 */
export function fitScoreFactor(heldOut: HeldOut): number {
  if (heldOut.scores.length === 0) return 1;
  // The loss is convex in the factor, so the search by golden section also finds its minimum on the logarithmic axis.
  const golden = (Math.sqrt(5) - 1) / 2;
  let low = Math.log(LOWEST_FACTOR);
  let high = Math.log(HIGHEST_FACTOR);
  let left = high - golden * (high - low);
  let right = low + golden * (high - low);
  let leftLoss = lossAt(heldOut, left);
  let rightLoss = lossAt(heldOut, right);
  for (let step = 0; step < STEPS && high - low > 1e-3; step++) {
    if (leftLoss <= rightLoss) {
      [high, right, rightLoss] = [right, left, leftLoss];
      left = high - golden * (high - low);
      leftLoss = lossAt(heldOut, left);
    } else {
      [low, left, leftLoss] = [left, right, rightLoss];
      right = low + golden * (high - low);
      rightLoss = lossAt(heldOut, right);
    }
  }
  return Math.exp((low + high) / 2);
}

/**
 * How sure to be of a label at most: (n + 1) / (n + 2) after n rows (Platt 1999). Without it a model that is right on
 * all of ten rows would claim to be certain.
 */
export const targetShare = (rowCount: number): number => (rowCount + 1) / (rowCount + 2);

function lossAt({ scores, labels }: HeldOut, logFactor: number): number {
  const share = targetShare(scores.length);
  let loss = 0;
  scores.forEach((row, index) => (loss += crossEntropy(logSoftmax(row, Math.exp(logFactor)), labels[index]!, share)));
  return loss;
}

/** Cross-entropy against a target that gives `share` to the true label and spreads the rest over the others. */
export function crossEntropy(logs: Float64Array, label: number, share: number): number {
  if (logs.length === 1) return 0;
  const rest = (1 - share) / (logs.length - 1);
  let sum = 0;
  for (const value of logs) sum += value;
  return -(share - rest) * logs[label]! - rest * sum;
}
