import { wordRuns } from "./overlap";
import type { Text } from "./read-text";

/** Share of the text's runs of four words that stood in it before, 0–1. */
export function repeatedRunShare(text: Text): number {
  const runs = wordRuns(text.words, 4);
  return runs.length === 0 ? 0 : 1 - new Set(runs).size / runs.length;
}

/** Share of the most frequent content word among the content words, 0–1; 0 for texts under 20 of them. */
export function dominantWordShare(text: Text): number {
  if (text.contentStems.length < 20) return 0;
  const counts = new Map<string, number>();
  for (const stem of text.contentStems) counts.set(stem, (counts.get(stem) ?? 0) + 1);
  return Math.max(...counts.values()) / text.contentStems.length;
}

const WINDOW = 50;

/** Moving-average type-token ratio over 50 words (Covington and McFall 2010), 0–1: variety that does not depend on length. */
export function movingTypeTokenRatio(words: readonly string[]): number {
  if (words.length === 0) return 0;
  const size = Math.min(WINDOW, words.length);
  const counts = new Map<string, number>();
  let sum = 0;
  words.forEach((word, at) => {
    counts.set(word, (counts.get(word) ?? 0) + 1);
    if (at >= size) forget(counts, words[at - size]!);
    if (at >= size - 1) sum += counts.size / size;
  });
  return sum / (words.length - size + 1);
}

function forget(counts: Map<string, number>, word: string): void {
  const count = counts.get(word)!;
  if (count === 1) counts.delete(word);
  else counts.set(word, count - 1);
}
