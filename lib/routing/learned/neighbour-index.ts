import type { PromptFeatures } from "./prompt-features";

/** Prompts to be found again by their likeness, as arrays that can be stored. */
export type ReferencePrompts = {
  count: number;
  /** Where each prompt's features begin; one more than there are prompts. */
  starts: Uint32Array;
  ids: Uint16Array;
  values: Float32Array;
  /** Rows of `dimensions` numbers, each 1 / EMBEDDING_SCALE; empty when there was no encoder. */
  embeddings: Int8Array;
  dimensions: number;
};

/** Numbers of an embedding of length 1 are hardly above 0.3; larger ones are cut. */
const EMBEDDING_SCALE = 400;

export function referencePrompts(
  features: readonly PromptFeatures[],
  embeddings: readonly (Float32Array | null)[],
): ReferencePrompts {
  const starts = new Uint32Array(features.length + 1);
  features.forEach(({ ids }, row) => (starts[row + 1] = starts[row]! + ids.length));
  const ids = new Uint16Array(starts.at(-1)!);
  const values = new Float32Array(ids.length);
  features.forEach((own, row) => {
    ids.set(own.ids, starts[row]);
    values.set(own.values, starts[row]);
  });
  const dimensions = embeddings.every((vector) => vector !== null) ? (embeddings[0]?.length ?? 0) : 0;
  const small = new Int8Array(features.length * dimensions);
  if (dimensions > 0) embeddings.forEach((vector, row) => small.set(quantised(vector!), row * dimensions));
  return { count: features.length, starts, ids, values, embeddings: small, dimensions };
}

const quantised = (vector: Float32Array): Int8Array =>
  Int8Array.from(vector, (value) => Math.max(-127, Math.min(127, Math.round(value * EMBEDDING_SCALE))));

export type Neighbour = { row: number; similarity: number };

/** Finds the most alike prompts: cosine of words plus, when both sides have one, cosine of embeddings. */
export class NeighbourIndex {
  /** Rows and values by feature. */
  readonly #postings = new Map<number, { rows: number[]; values: number[] }>();

  constructor(readonly references: ReferencePrompts) {
    const { count, starts, ids, values } = references;
    for (let row = 0; row < count; row++) {
      for (let at = starts[row]!; at < starts[row + 1]!; at++) {
        const posting = this.#postings.get(ids[at]!) ?? { rows: [], values: [] };
        if (posting.rows.length === 0) this.#postings.set(ids[at]!, posting);
        posting.rows.push(row);
        posting.values.push(values[at]!);
      }
    }
  }

  /** At most `limit`, most alike first; ties by row. */
  find({ ids, values }: PromptFeatures, embedding: Float32Array | null, limit: number): Neighbour[] {
    const similarity = new Float64Array(this.references.count);
    ids.forEach((id, at) => {
      const posting = this.#postings.get(id);
      if (!posting) return;
      const value = values[at]!;
      for (let entry = 0; entry < posting.rows.length; entry++) {
        similarity[posting.rows[entry]!]! += value * posting.values[entry]!;
      }
    });
    if (embedding && embedding.length === this.references.dimensions) this.#addCosines(similarity, embedding);
    return mostAlike(similarity, limit);
  }

  #addCosines(similarity: Float64Array, embedding: Float32Array): void {
    const { embeddings, dimensions, count } = this.references;
    const own = quantised(embedding);
    for (let row = 0; row < count; row++) {
      const start = row * dimensions;
      let dot = 0;
      for (let at = 0; at < dimensions; at++) dot += own[at]! * embeddings[start + at]!;
      similarity[row]! += dot / EMBEDDING_SCALE ** 2;
    }
  }
}

/** A heap would be faster for many more prompts; most rows fall at the first comparison. */
function mostAlike(similarity: Float64Array, limit: number): Neighbour[] {
  const found: Neighbour[] = [];
  for (let row = 0; row < similarity.length; row++) {
    const value = similarity[row]!;
    if (found.length === limit && value <= found[limit - 1]!.similarity) continue;
    let low = 0;
    let high = found.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (found[middle]!.similarity >= value) low = middle + 1;
      else high = middle;
    }
    found.splice(low, 0, { row, similarity: value });
    if (found.length > limit) found.pop();
  }
  return found;
}
