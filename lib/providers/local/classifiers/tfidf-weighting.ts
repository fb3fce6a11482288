import type { TextFeatures } from "./text-features";
import { buildVocabulary, Vocabulary, type VocabularyLimits } from "./vocabulary";

/** Columns in ascending order and their values. */
export type SparseVector = { columns: Uint32Array; values: Float32Array };

/** One kind of features with the weight of each; the vector of a text has length 1 within a block. */
export type TfidfBlock = { hashes: Uint32Array; idf: Float32Array };

/**
 * Sublinear tf-idf: (1 + ln tf) x (1 + ln((1 + n) / (1 + df))), scaled to length 1 (Salton and Buckley 1988; smoothing
 * as in scikit-learn). Words and letters are two blocks of equal length, so that the many letter runs do not drown the words.
 */
export class TfidfWeighting {
  readonly #words: Vocabulary;
  readonly #letters: Vocabulary;

  constructor(
    readonly words: TfidfBlock,
    readonly letters: TfidfBlock,
  ) {
    this.#words = new Vocabulary(words.hashes);
    this.#letters = new Vocabulary(letters.hashes);
  }

  /** Number of columns. */
  get size(): number {
    return this.#words.size + this.#letters.size;
  }

  vectorOf(features: TextFeatures): SparseVector {
    const words = this.#words.count(features.words);
    const letters = this.#letters.count(features.letters);
    const split = words.columns.length;
    const columns = new Uint32Array(split + letters.columns.length);
    const values = new Float32Array(columns.length);
    columns.set(words.columns);
    letters.columns.forEach((column, index) => (columns[split + index] = column + this.#words.size));
    weigh(words, this.words.idf, values.subarray(0, split));
    weigh(letters, this.letters.idf, values.subarray(split));
    return { columns, values };
  }
}

export function fitTfidfWeighting(rows: readonly TextFeatures[], limits: VocabularyLimits): TfidfWeighting {
  const fit = (documents: Uint32Array[]): TfidfBlock => {
    const { vocabulary, documentCounts } = buildVocabulary(documents, limits);
    const idf = Float32Array.from(documentCounts, (count) => 1 + Math.log((1 + rows.length) / (1 + count)));
    return { hashes: vocabulary.hashes, idf };
  };
  return new TfidfWeighting(fit(rows.map(({ words }) => words)), fit(rows.map(({ letters }) => letters)));
}

function weigh(
  { columns, counts }: { columns: Uint32Array; counts: Uint32Array },
  idf: Float32Array,
  values: Float32Array,
) {
  let squares = 0;
  for (let index = 0; index < values.length; index++) {
    const value = (1 + Math.log(counts[index]!)) * idf[columns[index]!]!;
    values[index] = value;
    squares += value * value;
  }
  const scale = squares > 0 ? 1 / Math.sqrt(squares) : 0;
  for (let index = 0; index < values.length; index++) values[index]! *= scale;
}
