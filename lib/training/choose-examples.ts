import { seededRandom, shuffle } from "@/lib/platform/seeded-random";

/** Vectors of length one, so that the product is the cosine. */
type Vector = Float32Array;
export type Candidate = { label: string; vector: Vector };

/**
 * Examples that lie far from one another: farthest-first traversal (Gonzalez 1985) from the one in the middle, each label
 * once before any label twice. Gives indices, in the order of choice; all of them when there are no more than `count`.
 */
export function diverseExamples(candidates: readonly Candidate[], count: number): number[] {
  if (count <= 0 || candidates.length === 0) return [];
  const uses = new Map(candidates.map(({ label }) => [label, 0]));
  const chosen: number[] = [];
  const nearest = candidates.map(() => -Infinity);
  let next: number | null = middleOf(candidates);
  while (next !== null && chosen.length < count) {
    const { label, vector } = candidates[next]!;
    chosen.push(next);
    uses.set(label, uses.get(label)! + 1);
    for (const [index, other] of candidates.entries())
      nearest[index] = Math.max(nearest[index]!, dot(vector, other.vector));
    next = farthest(candidates, nearest, new Set(chosen), uses);
  }
  return chosen;
}

/**
 * Examples that show what went wrong: for every mistake the likest example with the right label, at most half of the
 * places, and diverse ones for the rest. Gives indices without repetition.
 */
export function helpfulExamples(
  candidates: readonly Candidate[],
  mistakes: readonly Candidate[],
  count: number,
): number[] {
  const chosen = new Set<number>();
  for (const mistake of mistakes) {
    if (chosen.size >= Math.ceil(count / 2)) break;
    const likest = likestOf(candidates, mistake, chosen);
    if (likest !== null) chosen.add(likest);
  }
  for (const index of diverseExamples(candidates, candidates.length > count ? count * 2 : candidates.length)) {
    if (chosen.size >= count) break;
    chosen.add(index);
  }
  return [...chosen].slice(0, count);
}

/** Up to `count` rows with every label in turn, in an order that the seed decides. */
export function evenSample<Row extends { label: string }>(rows: readonly Row[], count: number, seed: number): Row[] {
  const byLabel = new Map<string, Row[]>();
  for (const index of shuffle([...rows.keys()], seededRandom(seed))) {
    const row = rows[index]!;
    byLabel.set(row.label, [...(byLabel.get(row.label) ?? []), row]);
  }
  const sample: Row[] = [];
  for (let round = 0; sample.length < Math.min(count, rows.length); round++) {
    for (const own of byLabel.values()) {
      if (own[round] !== undefined && sample.length < count) sample.push(own[round]!);
    }
  }
  return sample;
}

function middleOf(candidates: readonly Candidate[]): number {
  const mean = new Float32Array(candidates[0]!.vector.length);
  for (const { vector } of candidates) for (const [at, value] of vector.entries()) mean[at]! += value;
  return argmax(candidates.map(({ vector }) => dot(vector, mean)));
}

function farthest(
  candidates: readonly Candidate[],
  nearest: readonly number[],
  chosen: ReadonlySet<number>,
  uses: ReadonlyMap<string, number>,
): number | null {
  let best: number | null = null;
  for (const [index, { label }] of candidates.entries()) {
    if (chosen.has(index)) continue;
    if (best === null) {
      best = index;
      continue;
    }
    const [own, other] = [uses.get(label)!, uses.get(candidates[best]!.label)!];
    if (own < other || (own === other && nearest[index]! < nearest[best]!)) best = index;
  }
  return best;
}

function likestOf(
  candidates: readonly Candidate[],
  { label, vector }: Candidate,
  taken: ReadonlySet<number>,
): number | null {
  let best: number | null = null;
  for (const [index, candidate] of candidates.entries()) {
    if (candidate.label !== label || taken.has(index)) continue;
    if (best === null || dot(candidate.vector, vector) > dot(candidates[best]!.vector, vector)) best = index;
  }
  return best;
}

const argmax = (values: readonly number[]): number =>
  values.reduce((best, value, index) => (value > values[best]! ? index : best), 0);

function dot(a: Vector, b: Vector): number {
  let sum = 0;
  for (let at = 0; at < a.length; at++) sum += a[at]! * b[at]!;
  return sum;
}
