import type { PromptFeatures } from "./prompt-features";

/** Prompts to be found again by their likeness, as arrays that can be stored. */
export type ReferencePrompts = {
  count: number;
  /** Where each prompt's features begin; one more than there are prompts. */
  starts: Uint32Array;
  ids: Uint32Array;
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
  const ids = new Uint32Array(starts.at(-1)!);
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

/** Where rare words count more, embeddings count less: they tell little that those words do not. */
const EMBEDDING_SHARE = 0.25;

export type Neighbour = { row: number; similarity: number };

/** To every reference prompt, in their order. */
type Similarities = {
  /** Cosine of words plus, when both sides have one, cosine of embeddings. */
  plain: Float64Array;
  /** Cosine with rare words counting more (Spärck Jones 1972), plus a share of that of embeddings. */
  rare: Float64Array;
};

/** How alike prompts are. */
export class NeighbourIndex {
  readonly #postings: ReadonlyMap<number, Posting>;
  /** Length of each prompt's words when rare ones count more. */
  readonly #lengths: Float64Array;

  constructor(readonly references: ReferencePrompts) {
    this.#postings = postingsOf(references);
    this.#lengths = new Float64Array(references.count);
    for (const { rows, values, weight } of this.#postings.values()) {
      rows.forEach((row, entry) => (this.#lengths[row]! += (values[entry]! * weight) ** 2));
    }
    this.#lengths.forEach((square, row) => (this.#lengths[row] = Math.sqrt(square) || 1));
  }

  /** At most `limit`, most alike first; ties by row. */
  find(features: PromptFeatures, embedding: Float32Array | null, limit: number): Neighbour[] {
    return mostAlike(this.similarities(features, embedding).plain, limit);
  }

  similarities({ ids, values }: PromptFeatures, embedding: Float32Array | null): Similarities {
    const { count, dimensions } = this.references;
    const plain = new Float64Array(count);
    const rare = new Float64Array(count);
    let square = 0;
    ids.forEach((id, at) => {
      const posting = this.#postings.get(id);
      const weight = posting?.weight ?? rarity(0, count);
      const value = values[at]!;
      square += (value * weight) ** 2;
      if (!posting) return;
      const { rows, values: shares } = posting;
      for (let entry = 0; entry < rows.length; entry++) {
        const row = rows[entry]!;
        const product = value * shares[entry]!;
        plain[row]! += product;
        rare[row]! += weight * weight * product;
      }
    });
    const length = Math.sqrt(square) || 1;
    for (let row = 0; row < count; row++) rare[row]! /= length * this.#lengths[row]!;
    if (embedding && embedding.length === dimensions) {
      const cosines = new Float64Array(count);
      this.#addCosines(cosines, embedding);
      cosines.forEach((cosine, row) => {
        plain[row]! += cosine;
        rare[row]! += EMBEDDING_SHARE * cosine;
      });
    }
    return { plain, rare };
  }

  /**
   * For every reference prompt the sum of its `rare` similarities to all of them, each times that prompt's number: the
   * matrix of similarities times a vector, without the matrix.
   */
  weighedSums(numbers: Float64Array): Float64Array {
    const own = numbers.map((number, row) => number / this.#lengths[row]!);
    const sums = new Float64Array(numbers.length);
    for (const { rows, values, weight } of this.#postings.values()) {
      let total = 0;
      for (let entry = 0; entry < rows.length; entry++) total += values[entry]! * own[rows[entry]!]!;
      total *= weight * weight;
      for (let entry = 0; entry < rows.length; entry++) sums[rows[entry]!]! += values[entry]! * total;
    }
    sums.forEach((sum, row) => (sums[row] = sum / this.#lengths[row]!));
    const { embeddings, dimensions } = this.references;
    const totals = new Float64Array(dimensions);
    numbers.forEach((number, row) => {
      if (number === 0) return;
      for (let at = 0; at < dimensions; at++) totals[at]! += number * embeddings[row * dimensions + at]!;
    });
    for (let row = 0; row < sums.length && dimensions > 0; row++) {
      let dot = 0;
      for (let at = 0; at < dimensions; at++) dot += totals[at]! * embeddings[row * dimensions + at]!;
      sums[row]! += (EMBEDDING_SHARE * dot) / EMBEDDING_SCALE ** 2;
    }
    return sums;
  }

  #addCosines(similarity: Float64Array, embedding: Float32Array): void {
    const { embeddings, dimensions, count } = this.references;
    const own = quantised(embedding);
    for (let row = 0; row < count; row++) {
      const start = row * dimensions;
      let dot = 0;
      for (let at = 0; at < dimensions; at++) dot += (own[at]! * embeddings[start + at]!) | 0;
      similarity[row]! += dot / EMBEDDING_SCALE ** 2;
    }
  }
}

/** The rows that have a feature, and how much of each row it is: the squares of a row's values sum up to 1. */
type Posting = { rows: Uint32Array; values: Float32Array; weight: number };

function postingsOf({ count, starts, ids, values }: ReferencePrompts): Map<number, Posting> {
  const having = new Map<number, number>();
  for (const id of ids) having.set(id, (having.get(id) ?? 0) + 1);
  const postings = new Map<number, Posting & { filled: number }>();
  for (const [id, size] of having) {
    const weight = rarity(size, count);
    postings.set(id, { rows: new Uint32Array(size), values: new Float32Array(size), weight, filled: 0 });
  }
  for (let row = 0; row < count; row++) {
    for (let at = starts[row]!; at < starts[row + 1]!; at++) {
      const posting = postings.get(ids[at]!)!;
      posting.rows[posting.filled] = row;
      posting.values[posting.filled++] = values[at]!;
    }
  }
  return postings;
}

/** A feature's weight by the prompts that have it. */
const rarity = (having: number, count: number): number => Math.log((1 + count) / (1 + having)) + 1;

/**
 * At most `limit`, most alike first; ties by row. A heap would be faster for many more prompts; most rows fall at the
 * first comparison.
 */
export function mostAlike(similarity: Float64Array, limit: number): Neighbour[] {
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
