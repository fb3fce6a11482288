import { invalidInput } from "@/lib/platform/errors";
import type { Report, Scorer, TrainingSet } from "./scorer";
import type { TextFeatures } from "./text-features";

/** How sharply likeness counts: with 20 an example that is 0.1 less alike says about a seventh as much. */
const SHARPNESS = 20;
/** Of an answer without any example here, which happens in the folds of calibration: as unlike as can be. */
const NOTHING_ALIKE = -1;
const SHOWN = 3;
const SHOWN_CHARACTERS = 300;
/** Every request is compared with all of them: this many take some 20 ms. */
const MAX_EXAMPLES = 50_000;

export type NearestExamplesParameters = {
  /** Per example: the index of its label. */
  labels: Uint16Array;
  /** Example by example; 8 bits a number are enough to rank by, and a quarter of the memory. */
  vectors: Int8Array;
  /** Per example: what one step of its vector is worth. */
  scales: Float32Array;
  /** Per example: its beginning. */
  texts: string[];
};

/**
 * Answers with the label of the examples that mean the most alike: for tasks whose labels are whole answers, such as the
 * resolutions of support tickets. A label's score is the soft maximum of its examples' cosines with the question, so that
 * several that are nearly as alike count a little more than one.
 */
export class NearestExamples implements Scorer {
  readonly kind = "nearest";

  constructor(
    readonly parameters: NearestExamplesParameters,
    private readonly labelCount: number,
  ) {}

  score(features: TextFeatures): Float64Array {
    const sums = new Float64Array(this.labelCount);
    this.#similarities(features).forEach((similarity, example) => {
      sums[this.parameters.labels[example]!]! += Math.exp(SHARPNESS * similarity);
    });
    return sums.map((sum) => (sum > 0 ? Math.log(sum) / SHARPNESS : NOTHING_ALIKE));
  }

  evidenceOf(features: TextFeatures) {
    const { labels, texts } = this.parameters;
    const similarities = this.#similarities(features);
    return Array.from(similarities.keys())
      .sort((a, b) => similarities[b]! - similarities[a]! || a - b)
      .slice(0, SHOWN)
      .map((example) => ({
        text: texts[example]!,
        label: labels[example]!,
        similarity: Math.max(-1, Math.min(1, similarities[example]!)),
      }));
  }

  #similarities({ embedding }: TextFeatures): Float64Array {
    const { labels, vectors, scales } = this.parameters;
    const dimensions = vectors.length / labels.length;
    if (embedding?.length !== dimensions) {
      throw invalidInput(
        `This model needs an embedding of ${dimensions} numbers; it got ${embedding?.length ?? "none"}`,
      );
    }
    const similarities = new Float64Array(labels.length);
    for (let example = 0; example < similarities.length; example++) {
      const start = example * dimensions;
      let sum = 0;
      for (let at = 0; at < dimensions; at++) sum += vectors[start + at]! * embedding[at]!;
      similarities[example] = sum * scales[example]!;
    }
    return similarities;
  }
}

export function trainNearestExamples(
  { rows, texts, labels, labelCount }: TrainingSet,
  report: Report,
): NearestExamples {
  if (rows.length > MAX_EXAMPLES) {
    throw invalidInput(
      `There are ${rows.length} examples, and \`nearest\` compares a request with at most ${MAX_EXAMPLES}: import a sample, or train another model`,
    );
  }
  const dimensions = rows[0]?.embedding?.length ?? 0;
  const vectors = new Int8Array(rows.length * dimensions);
  const scales = Float32Array.from(rows, ({ embedding }, row) => {
    if (!embedding) throw invalidInput("Training this model needs an embedding of every example");
    const largest = embedding.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
    const step = largest === 0 ? 1 : largest / 127;
    embedding.forEach((value, at) => (vectors[row * dimensions + at] = Math.round(value / step)));
    return step;
  });
  report(1);
  return new NearestExamples(
    {
      labels: Uint16Array.from(labels),
      vectors,
      scales,
      texts: texts.map((text) => text.slice(0, SHOWN_CHARACTERS)),
    },
    labelCount,
  );
}
