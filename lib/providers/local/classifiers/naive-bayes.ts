import type { MemberSettings } from "./member-settings";
import type { Report, Scorer, TrainingSet } from "./scorer";
import type { TextFeatures } from "./text-features";
import { buildVocabulary, Vocabulary, vocabularyLimits } from "./vocabulary";

/** The numbers of a trained naive Bayes model; typed arrays, so that they are stored as they are. */
export type NaiveBayesParameters = {
  hashes: Uint32Array;
  /** Per label: logarithm of its smoothed share of the rows. */
  priors: Float32Array;
  /** Per label: log-probability of a feature that never occurred with it. */
  floors: Float32Array;
  /** Per feature f: its entries are `starts[f]` to `starts[f + 1]` (not included). */
  starts: Uint32Array;
  /** Per entry: a label with which the feature occurred. */
  entryLabels: Uint16Array;
  /** Per entry: how much above the floor the log-probability is. */
  entryGains: Float32Array;
};

/**
 * Multinomial naive Bayes over the presence of words, word pairs and letter runs (Manning, Raghavan and Schütze 2008,
 * chapter 13; binarised as in Wang and Manning 2012). Only what occurred is stored, as the gain over the floor.
 */
export class NaiveBayes implements Scorer {
  readonly kind = "nb";
  readonly #vocabulary: Vocabulary;

  constructor(readonly parameters: NaiveBayesParameters) {
    this.#vocabulary = new Vocabulary(parameters.hashes);
  }

  score(features: TextFeatures): Float64Array {
    const { priors, floors, starts, entryLabels, entryGains } = this.parameters;
    const { columns } = this.#vocabulary.count(allHashes(features));
    const scores = Float64Array.from(priors, (prior, label) => prior + columns.length * floors[label]!);
    for (const column of columns) {
      for (let entry = starts[column]!; entry < starts[column + 1]!; entry++) {
        scores[entryLabels[entry]!]! += entryGains[entry]!;
      }
    }
    return scores;
  }
}

export function trainNaiveBayes(
  { rows, labels, labelCount }: TrainingSet,
  report: Report,
  { smoothing, minDocuments }: MemberSettings["nb"],
): NaiveBayes {
  const documents = rows.map(allHashes);
  const { vocabulary } = buildVocabulary(documents, vocabularyLimits(rows.length, labelCount, minDocuments));
  report(0.4);

  const countsOf = Array.from({ length: vocabulary.size }, () => new Map<number, number>());
  const totals = new Float64Array(labelCount);
  const rowsOf = new Float64Array(labelCount);
  documents.forEach((hashes, row) => {
    const label = labels[row]!;
    const { columns } = vocabulary.count(hashes);
    for (const column of columns) countsOf[column]!.set(label, (countsOf[column]!.get(label) ?? 0) + 1);
    totals[label]! += columns.length;
    rowsOf[label]! += 1;
    if (row % 2_000 === 0) report(0.4 + (0.5 * row) / rows.length);
  });

  const entries = countsOf.map((counts) => [...counts].sort(([a], [b]) => a - b));
  const starts = new Uint32Array(vocabulary.size + 1);
  entries.forEach((list, column) => (starts[column + 1] = starts[column]! + list.length));
  const flat = entries.flat();
  report(1);
  return new NaiveBayes({
    hashes: vocabulary.hashes,
    priors: Float32Array.from(rowsOf, (count) => Math.log((count + 1) / (rows.length + labelCount))),
    floors: Float32Array.from(totals, (total) =>
      Math.log(smoothing / (total + smoothing * Math.max(1, vocabulary.size))),
    ),
    starts,
    entryLabels: Uint16Array.from(flat, ([label]) => label),
    entryGains: Float32Array.from(flat, ([, count]) => Math.log1p(count / smoothing)),
  });
}

function allHashes({ words, letters }: TextFeatures): Uint32Array {
  const hashes = new Uint32Array(words.length + letters.length);
  hashes.set(words);
  hashes.set(letters, words.length);
  return hashes;
}
