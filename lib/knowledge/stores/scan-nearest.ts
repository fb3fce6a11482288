import type { Neighbour } from "./vector-store";

/** Vectors of one length in one piece of memory, each of length 1. */
export type VectorRows = {
  dimensions: number;
  /** Row after row; may hold more than `count` rows. */
  values: Float32Array;
  count: number;
  chunkIds: readonly string[];
  documentIds: readonly string[];
};

/** Rows compared without a pause: about four milliseconds of 512 dimensions. */
const ROWS_AT_ONCE = 6_000;

/**
 * Compares the vector with every row and gives the `take` nearest, best first; equal ones in the order of their rows.
 * Between pieces of the work it lets others run. Throws the signal's reason when it fires.
 */
export async function scanNearest(
  rows: VectorRows,
  vector: Float32Array,
  { take, documentIds, signal }: { take: number; documentIds: ReadonlySet<string> | null; signal?: AbortSignal },
): Promise<Neighbour[]> {
  const best = new BestRows(take);
  for (let from = 0; from < rows.count; from += ROWS_AT_ONCE) {
    if (from > 0) await letOthersRun();
    signal?.throwIfAborted();
    scanPart(rows, vector, { from, to: Math.min(from + ROWS_AT_ONCE, rows.count), documentIds, best });
  }
  return best.sorted().map(({ row, similarity }) => ({ chunkId: rows.chunkIds[row]!, similarity }));
}

const letOthersRun = () => new Promise<void>((resolve) => setImmediate(resolve));

type Part = { from: number; to: number; documentIds: ReadonlySet<string> | null; best: BestRows };

function scanPart(rows: VectorRows, vector: Float32Array, { from, to, documentIds, best }: Part): void {
  let row = from;
  if (documentIds === null) for (; row + TOGETHER <= to; row += TOGETHER) scanFour(rows, vector, row, best);
  for (; row < to; row++) {
    if (documentIds && !documentIds.has(rows.documentIds[row]!)) continue;
    best.offer(row, product(rows, vector, row));
  }
}

const TOGETHER = 4;

/** Four rows in one pass: four sums that do not wait for each other take two thirds of the time of four passes. */
function scanFour({ dimensions, values }: VectorRows, vector: Float32Array, row: number, best: BestRows): void {
  const first = row * dimensions;
  const second = first + dimensions;
  const third = second + dimensions;
  const fourth = third + dimensions;
  let [one, two, three, four] = [0, 0, 0, 0];
  for (let index = 0; index < dimensions; index++) {
    const value = vector[index]!;
    one += values[first + index]! * value;
    two += values[second + index]! * value;
    three += values[third + index]! * value;
    four += values[fourth + index]! * value;
  }
  best.offer(row, one);
  best.offer(row + 1, two);
  best.offer(row + 2, three);
  best.offer(row + 3, four);
}

function product({ dimensions, values }: VectorRows, vector: Float32Array, row: number): number {
  let sum = 0;
  const start = row * dimensions;
  for (let index = 0; index < dimensions; index++) sum += values[start + index]! * vector[index]!;
  return sum;
}

/** Keeps the highest few; the lowest of them is at the root of a binary heap. */
class BestRows {
  readonly #heap: { row: number; similarity: number }[] = [];

  constructor(private readonly take: number) {}

  offer(row: number, similarity: number): void {
    const heap = this.#heap;
    if (heap.length < this.take) {
      heap.push({ row, similarity });
      this.#up(heap.length - 1);
    } else if (this.take > 0 && similarity > heap[0]!.similarity) {
      heap[0] = { row, similarity };
      this.#down();
    }
  }

  sorted(): { row: number; similarity: number }[] {
    return [...this.#heap].sort((a, b) => b.similarity - a.similarity || a.row - b.row);
  }

  #isLower(a: number, b: number): boolean {
    const [first, second] = [this.#heap[a]!, this.#heap[b]!];
    return first.similarity < second.similarity || (first.similarity === second.similarity && first.row > second.row);
  }

  #swap(a: number, b: number): void {
    [this.#heap[a], this.#heap[b]] = [this.#heap[b]!, this.#heap[a]!];
  }

  #up(at: number): void {
    for (let child = at; child > 0;) {
      const parent = (child - 1) >> 1;
      if (!this.#isLower(child, parent)) return;
      this.#swap(child, parent);
      child = parent;
    }
  }

  #down(): void {
    for (let parent = 0; ;) {
      const left = 2 * parent + 1;
      const right = left + 1;
      let lowest = parent;
      if (left < this.#heap.length && this.#isLower(left, lowest)) lowest = left;
      if (right < this.#heap.length && this.#isLower(right, lowest)) lowest = right;
      if (lowest === parent) return;
      this.#swap(parent, lowest);
      parent = lowest;
    }
  }
}
