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
}

/** How often each feature occurs over all documents, and in how many of them. */
export type FeatureCounts = { vocabulary: Vocabulary; documentCounts: Uint32Array };

/** Keeps the features that occur in at least `minDocuments` documents, ordered by hash so that the order of rows does not matter. */
export function buildVocabulary(documents: readonly Uint32Array[], minDocuments: number): FeatureCounts {
  const counts = new Map<number, number>();
  for (const hashes of documents) {
    for (const hash of new Set(hashes)) counts.set(hash, (counts.get(hash) ?? 0) + 1);
  }
  const kept = Uint32Array.from([...counts].filter(([, count]) => count >= minDocuments).map(([hash]) => hash)).sort();
  return {
    vocabulary: new Vocabulary(kept),
    documentCounts: Uint32Array.from(kept, (hash) => counts.get(hash) ?? 0),
  };
}
