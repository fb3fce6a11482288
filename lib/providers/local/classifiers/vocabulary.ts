const EMPTY = -1;

/** Columns of known features: the position of a feature's hash in `hashes`. Immutable. */
export class Vocabulary {
  /** Open addressing with linear probing, at most half full; a `Map` takes three times as long per look-up. */
  readonly #slots: Int32Array;
  readonly #mask: number;

  /** `hashes` must hold no duplicates. */
  constructor(readonly hashes: Uint32Array) {
    const capacity = 2 ** Math.ceil(Math.log2(Math.max(2, hashes.length * 2)));
    this.#slots = new Int32Array(capacity).fill(EMPTY);
    this.#mask = capacity - 1;
    hashes.forEach((hash, column) => {
      let slot = hash & this.#mask;
      while (this.#slots[slot] !== EMPTY) slot = (slot + 1) & this.#mask;
      this.#slots[slot] = column;
    });
  }

  get size(): number {
    return this.hashes.length;
  }

  /** The column of a feature, or -1 when it was not seen in training. */
  columnOf(hash: number): number {
    let slot = hash & this.#mask;
    for (;;) {
      const column = this.#slots[slot]!;
      if (column === EMPTY || this.hashes[column] === hash) return column;
      slot = (slot + 1) & this.#mask;
    }
  }

  /** The columns of the known features in ascending order, each once, with how often it occurs. */
  count(hashes: Uint32Array): { columns: Uint32Array; counts: Uint32Array } {
    const known: number[] = [];
    for (const hash of hashes) {
      const column = this.columnOf(hash);
      if (column !== EMPTY) known.push(column);
    }
    const sorted = Uint32Array.from(known).sort();
    const columns = new Uint32Array(sorted.length);
    const counts = new Uint32Array(sorted.length);
    let size = 0;
    for (const column of sorted) {
      if (size === 0 || columns[size - 1] !== column) columns[size++] = column;
      counts[size - 1]! += 1;
    }
    return { columns: columns.subarray(0, size), counts: counts.subarray(0, size) };
  }
}

/** A vocabulary with the number of documents in which each feature occurs. */
export type CountedVocabulary = { vocabulary: Vocabulary; documentCounts: Uint32Array };

export type VocabularyLimits = {
  /** A feature must occur in at least so many documents. */
  minDocuments: number;
  /** Of more features the most frequent are kept. */
  maxSize: number;
};

/** The features worth learning, ordered by hash, so that the order of the documents does not matter. */
export function buildVocabulary(documents: readonly Uint32Array[], limits: VocabularyLimits): CountedVocabulary {
  const counts = new Map<number, number>();
  for (const hashes of documents) {
    for (const hash of new Set(hashes)) counts.set(hash, (counts.get(hash) ?? 0) + 1);
  }
  const frequent = [...counts].filter(([, count]) => count >= limits.minDocuments);
  if (frequent.length > limits.maxSize) {
    frequent.sort(([hashA, countA], [hashB, countB]) => countB - countA || hashA - hashB);
    frequent.length = limits.maxSize;
  }
  const hashes = Uint32Array.from(frequent, ([hash]) => hash).sort();
  return {
    vocabulary: new Vocabulary(hashes),
    documentCounts: Uint32Array.from(hashes, (hash) => counts.get(hash) ?? 0),
  };
}

/** Features that occur once teach nothing when there are many rows, but may be all there is when there are few. */
export function vocabularyLimits(
  documentCount: number,
  labelCount: number,
  minDocuments: number | null = null,
): VocabularyLimits {
  return {
    minDocuments: minDocuments ?? (documentCount < 1_000 ? 1 : 2),
    // Bounds a table of features by labels to 24 million cells, so that training fits into some 100 MB.
    maxSize: Math.max(1_000, Math.min(150_000, Math.floor(24_000_000 / Math.max(1, labelCount)))),
  };
}
