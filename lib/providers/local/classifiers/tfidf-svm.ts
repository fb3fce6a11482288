import { trainLinearSvm } from "./linear-svm";
import type { MemberSettings } from "./member-settings";
import type { Report, Scorer, TrainingSet } from "./scorer";
import { seededRandom } from "@/lib/platform/seeded-random";
import type { TextFeatures } from "./text-features";
import { fitTfidfWeighting, TfidfWeighting, type TfidfBlock } from "./tfidf-weighting";
import { vocabularyLimits } from "./vocabulary";

const MAX_EPOCHS = 10;

export type TfidfSvmParameters = {
  words: TfidfBlock;
  letters: TfidfBlock;
  biases: Float32Array;
  /** Per column: what one step of its `weights` is worth. */
  steps: Float32Array;
  /** Column by column, one number per label; 8 bits are enough, and a quarter of the memory. */
  weights: Int8Array;
};

/** One linear support vector machine per label, against all the others, over tf-idf of words and letter runs. */
export class TfidfSvm implements Scorer {
  readonly kind = "tfidf";
  readonly #weighting: TfidfWeighting;

  constructor(readonly parameters: TfidfSvmParameters) {
    this.#weighting = new TfidfWeighting(parameters.words, parameters.letters);
  }

  score(features: TextFeatures): Float64Array {
    const { biases, steps, weights } = this.parameters;
    const { columns, values } = this.#weighting.vectorOf(features);
    const scores = Float64Array.from(biases);
    for (let at = 0; at < columns.length; at++) {
      const column = columns[at]!;
      const factor = values[at]! * steps[column]!;
      const start = column * scores.length;
      for (let label = 0; label < scores.length; label++) scores[label]! += factor * weights[start + label]!;
    }
    return scores;
  }
}

export function trainTfidfSvm(
  set: TrainingSet,
  seed: number,
  report: Report,
  { cost, minDocuments }: MemberSettings["tfidf"],
): TfidfSvm {
  const { rows, labels, labelCount } = set;
  const weighting = fitTfidfWeighting(rows, vocabularyLimits(rows.length, labelCount, minDocuments));
  const vectors = rows.map((row) => weighting.vectorOf(row));
  const random = seededRandom(seed);
  const biases = new Float32Array(labelCount);
  const table = new Float32Array(weighting.size * labelCount);
  report(0.1);

  for (let label = 0; label < labelCount; label++) {
    const { weights, bias } = trainLinearSvm({
      rows: vectors,
      signs: Int8Array.from(labels, (own) => (own === label ? 1 : -1)),
      columnCount: weighting.size,
      cost,
      maxEpochs: MAX_EPOCHS,
      random,
    });
    biases[label] = bias;
    for (let column = 0; column < weights.length; column++) table[column * labelCount + label] = weights[column]!;
    report(0.1 + (0.9 * (label + 1)) / labelCount);
  }
  const { words, letters } = weighting;
  return new TfidfSvm({ words, letters, biases, ...quantise(table, labelCount) });
}

/** Rounds each column's weights to 255 steps between its largest magnitude and the negative of it. */
function quantise(table: Float32Array, labelCount: number): Pick<TfidfSvmParameters, "steps" | "weights"> {
  const steps = new Float32Array(table.length / labelCount);
  const weights = new Int8Array(table.length);
  for (let column = 0; column < steps.length; column++) {
    const start = column * labelCount;
    let largest = 0;
    for (let label = 0; label < labelCount; label++) largest = Math.max(largest, Math.abs(table[start + label]!));
    if (largest === 0) continue;
    const step = largest / 127;
    steps[column] = step;
    for (let label = 0; label < labelCount; label++) weights[start + label] = Math.round(table[start + label]! / step);
  }
  return { steps, weights };
}
