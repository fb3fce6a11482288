/** Constant of Cormack, Clarke and Büttcher (2009): first places count for more, but no single list decides. */
const K = 60;

export type FusedItem = {
  id: string;
  /** 0–1: 1 = first in every list. */
  score: number;
  /** Place in each list, from 1; null where it is not. */
  ranks: (number | null)[];
};

/**
 * Reciprocal rank fusion: the sum of 1 / (60 + place) over the lists, as a share of the best possible. Only places count,
 * so that lists whose scores mean different things can be put together. Ties go to the item that came first.
 */
export function fuseRanks(lists: readonly (readonly string[])[]): FusedItem[] {
  const best = lists.length / (K + 1);
  const items = new Map<string, FusedItem>();
  for (const [listIndex, list] of lists.entries()) {
    for (const [index, id] of list.entries()) {
      const item = items.get(id) ?? { id, score: 0, ranks: lists.map(() => null) };
      items.set(id, item);
      if (item.ranks[listIndex] !== null) continue;
      item.ranks[listIndex] = index + 1;
      item.score += 1 / (K + index + 1) / best;
    }
  }
  return [...items.values()].sort((a, b) => b.score - a.score);
}
