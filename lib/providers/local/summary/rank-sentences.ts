import { words } from "@/lib/platform/text/words";

export type RankedSentence = {
  index: number;
  /** Share of importance; all of a text sum to 1. */
  importance: number;
};

/** Chance to go on to a similar sentence instead of any (Brin and Page 1998). */
const DAMPING = 0.85;
const ROUNDS = 30;
/** Longer texts are thinned first: the work grows with the square of the sentences. */
const MAX_RANKED_SENTENCES = 400;

/** Sentences by importance (TextRank: Mihalcea and Tarau 2004), in the order of the text. Words shared with most sentences count little. */
export function rankSentences(sentences: readonly string[]): RankedSentence[] {
  const bags = sentences.map(contentOf);
  const weights = rarity(bags);
  const kept = thin(bags, weights);
  const links = kept.map((one) =>
    kept.map((other) => (one === other ? 0 : similarity(bags[one]!, bags[other]!, weights))),
  );
  const sums = links.map((row) => row.reduce((sum, value) => sum + value, 0));
  let scores = kept.map(() => 1 / kept.length);
  for (let round = 0; round < ROUNDS; round++) {
    const lost = scores.reduce((sum, score, at) => sum + (sums[at]! > 0 ? 0 : score), 0);
    scores = kept.map((_, to) => {
      let incoming = lost / kept.length;
      for (let from = 0; from < kept.length; from++) {
        if (sums[from]! > 0) incoming += (scores[from]! * links[from]![to]!) / sums[from]!;
      }
      return (1 - DAMPING) / kept.length + DAMPING * incoming;
    });
  }
  return kept.map((index, at) => ({ index, importance: scores[at]! }));
}

/** Words of a sentence cut to six letters, so that endings matter less; short ones say little in any language. */
function contentOf(sentence: string): Set<string> {
  return new Set(words(sentence).flatMap((word) => (isContent(word) ? [word.slice(0, 6)] : [])));
}

const isContent = (word: string): boolean => word.length > 3 || /\d|[^\p{Script=Latin}]/u.test(word);

function rarity(bags: readonly ReadonlySet<string>[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const bag of bags) for (const word of bag) counts.set(word, (counts.get(word) ?? 0) + 1);
  return new Map([...counts].map(([word, count]) => [word, Math.log(1 + bags.length / count)]));
}

/** Overlap over the logarithms of the lengths, as in TextRank, each shared word by its rarity. */
function similarity(
  one: ReadonlySet<string>,
  other: ReadonlySet<string>,
  weights: ReadonlyMap<string, number>,
): number {
  const [small, large] = one.size < other.size ? [one, other] : [other, one];
  let shared = 0;
  for (const word of small) if (large.has(word)) shared += weights.get(word)!;
  return shared === 0 ? 0 : shared / (Math.log(1 + one.size) + Math.log(1 + other.size));
}

/** Sentences that are ranked at all: those with most of what the text repeats. */
function thin(bags: readonly ReadonlySet<string>[], weights: ReadonlyMap<string, number>): number[] {
  const all = bags.map((_, index) => index);
  if (all.length <= MAX_RANKED_SENTENCES) return all;
  const rarest = Math.log(1 + bags.length);
  const value = bags.map((bag) => [...bag].reduce((sum, word) => sum + rarest - weights.get(word)!, 0));
  return all
    .sort((one, other) => value[other]! - value[one]!)
    .slice(0, MAX_RANKED_SENTENCES)
    .sort((one, other) => one - other);
}
