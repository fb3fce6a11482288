import type { FusedItem } from "./fuse-ranks";

/** Share of the meaning in the score; on the labelled set 0.6 to 0.8 do equally well, on either half of it. */
const MEANING = 0.7;

type Scored = readonly { id: string; score: number }[];

/**
 * Words and meaning in one order: 0.7 · similarity as a share of the best one + 0.3 · the words' score, both 0–1. Unlike
 * places, scores tell how much better the first is than the second, and that nothing fits well (Bruch, Gai and Ingber
 * 2023: a convex combination does better than reciprocal rank fusion). What only one list holds has nothing of the other.
 */
export function fuseScores(words: Scored, meaning: Scored): FusedItem[] {
  const best = Math.max(...meaning.map(({ score }) => score));
  const items = new Map<string, FusedItem>();
  const add = (list: Scored, listIndex: 0 | 1, weigh: (score: number) => number) => {
    for (const [index, { id, score }] of list.entries()) {
      const item = items.get(id) ?? { id, score: 0, ranks: [null, null] };
      items.set(id, item);
      if (item.ranks[listIndex] !== null) continue;
      item.ranks[listIndex] = index + 1;
      item.score += weigh(score);
    }
  };
  add(words, 0, (score) => (1 - MEANING) * share(score));
  add(meaning, 1, (score) => (best > 0 ? MEANING * share(score / best) : 0));
  return [...items.values()].sort((a, b) => b.score - a.score);
}

const share = (value: number): number => Math.min(1, Math.max(0, value));
