export type Candidate = {
  /** Place among the sentences of the text. */
  index: number;
  /** 0–1, the best of the text 1. */
  relevance: number;
  words: number;
  /** Of length 1. */
  vector: Float32Array;
};

/** Weight of relevance against novelty. */
const LAMBDA = 0.7;

/**
 * Takes sentences one by one, each as relevant and as unlike those taken before as can be (maximal marginal relevance:
 * Carbonell and Goldstein 1998), until `maxSentences` or `maxWords` is reached; at least one. In the order of the text.
 */
export function selectSentences(
  candidates: readonly Candidate[],
  { maxSentences, maxWords }: { maxSentences: number; maxWords: number },
): number[] {
  const left = [...candidates];
  const taken: Candidate[] = [];
  let count = 0;
  while (taken.length < maxSentences && left.length > 0) {
    const fitting = left.filter(({ words }) => taken.length === 0 || count + words <= maxWords);
    if (fitting.length === 0) break;
    const best = fitting.reduce((one, other) => (marginal(other, taken) > marginal(one, taken) ? other : one));
    left.splice(left.indexOf(best), 1);
    taken.push(best);
    count += best.words;
  }
  return taken.map(({ index }) => index).sort((one, other) => one - other);
}

function marginal({ relevance, vector }: Candidate, taken: readonly Candidate[]): number {
  const likeness = taken.map((one) => dot(vector, one.vector));
  return LAMBDA * relevance - (1 - LAMBDA) * Math.max(0, ...likeness);
}

export function dot(one: Float32Array, other: Float32Array): number {
  let sum = 0;
  for (let at = 0; at < one.length; at++) sum += one[at]! * other[at]!;
  return sum;
}
