import { invalidInput } from "@/lib/platform/errors";
import { Adam } from "./adam";
import type { MemberSettings } from "./member-settings";
import type { Report, Scorer, TrainingSet } from "./scorer";
import { seededRandom, shuffle } from "@/lib/platform/seeded-random";
import { logSoftmax } from "./softmax";
import type { TextFeatures } from "./text-features";

const EPOCHS = 12;
const BATCH = 64;

/** Passes over few rows are cheap, and few rows need more of them to be learnt. */
const MIN_STEPS = 600;

/** Embeddings have length 1, so each of their numbers is about 0.04; this brings them to a scale that Adam learns well. */
const INPUT_SCALE = 10;

/** A gradient below this share of a row changes no prediction; leaving it out halves the work of later passes. */
const NEGLIGIBLE = 1e-4;

export type EncoderSoftmaxParameters = {
  biases: Float32Array;
  /** Label by label, one number per dimension of the embedding. */
  weights: Float32Array;
};

/** Multinomial logistic regression on the sentence embedding. */
export class EncoderSoftmax implements Scorer {
  readonly kind = "encoder";

  constructor(readonly parameters: EncoderSoftmaxParameters) {}

  score({ embedding }: TextFeatures): Float64Array {
    const { biases, weights } = this.parameters;
    const dimensions = weights.length / biases.length;
    if (embedding?.length !== dimensions) {
      throw invalidInput(
        `This classifier needs an embedding of ${dimensions} numbers; it got ${embedding?.length ?? "none"}`,
      );
    }
    const scores = new Float64Array(biases.length);
    linearScores(weights, biases, embedding, scores);
    return scores;
  }
}

export function trainEncoderSoftmax(
  set: TrainingSet,
  seed: number,
  report: Report,
  settings: MemberSettings["encoder"],
): EncoderSoftmax {
  const { rows, labels, labelCount } = set;
  const embeddings = rows.map(embeddingOf);
  const dimensions = embeddings[0]?.length ?? 0;
  const weights = new Float32Array(labelCount * dimensions);
  const biases = new Float32Array(labelCount);
  const weightGradients = new Float32Array(weights.length);
  const biasGradients = new Float32Array(labelCount);
  const weightSteps = new Adam(weights);
  const biasSteps = new Adam(biases);
  const random = seededRandom(seed);
  const order = Uint32Array.from(rows.keys());
  const stepsPerEpoch = Math.ceil(rows.length / BATCH);
  const epochs = Math.max(EPOCHS, Math.ceil(MIN_STEPS / stepsPerEpoch));
  const scores = new Float64Array(labelCount);

  for (let step = 0; step < epochs * stepsPerEpoch; step++) {
    const first = (step % stepsPerEpoch) * BATCH;
    if (first === 0) shuffle(order, random);
    const batch = order.subarray(first, first + BATCH);
    weightGradients.fill(0);
    biasGradients.fill(0);
    for (const row of batch) {
      const embedding = embeddings[row]!;
      linearScores(weights, biases, embedding, scores);
      const logs = logSoftmax(scores);
      for (let label = 0; label < labelCount; label++) {
        const gradient = Math.exp(logs[label]!) - (label === labels[row] ? 1 : 0);
        if (Math.abs(gradient) < NEGLIGIBLE) continue;
        biasGradients[label]! += gradient;
        addScaled(weightGradients, label * dimensions, embedding, gradient * INPUT_SCALE);
      }
    }
    if (settings.l2 > 0) addScaled(weightGradients, 0, weights, settings.l2 * batch.length);
    const learningRate = settings.learningRate * (1 - step / (epochs * stepsPerEpoch));
    weightSteps.step(weightGradients, 1 / batch.length, learningRate);
    biasSteps.step(biasGradients, 1 / batch.length, learningRate);
    report((step + 1) / (epochs * stepsPerEpoch));
  }
  return new EncoderSoftmax({ biases, weights });
}

function embeddingOf({ embedding }: TextFeatures): Float32Array {
  if (!embedding) throw invalidInput("Training this classifier needs an embedding of every example");
  return embedding;
}

/** Four sums side by side, because one sum would make every addition wait for the one before. */
function linearScores(weights: Float32Array, biases: Float32Array, input: Float32Array, scores: Float64Array): void {
  const dimensions = input.length;
  const even = dimensions - (dimensions % 4);
  for (let label = 0; label < scores.length; label++) {
    const start = label * dimensions;
    let a = 0;
    let b = 0;
    let c = 0;
    let d = 0;
    for (let at = 0; at < even; at += 4) {
      a += weights[start + at]! * input[at]!;
      b += weights[start + at + 1]! * input[at + 1]!;
      c += weights[start + at + 2]! * input[at + 2]!;
      d += weights[start + at + 3]! * input[at + 3]!;
    }
    for (let at = even; at < dimensions; at++) a += weights[start + at]! * input[at]!;
    scores[label] = (a + b + c + d) * INPUT_SCALE + biases[label]!;
  }
}

function addScaled(target: Float32Array, start: number, source: Float32Array, factor: number): void {
  for (let at = 0; at < source.length; at++) target[start + at]! += factor * source[at]!;
}
