import type { Text } from "./read-text";

/** Share of `of` that `within` holds, 0–1; null when `of` is empty. */
export function shareFound(of: Iterable<string>, within: ReadonlySet<string>): number | null {
  const all = [...of];
  return all.length === 0 ? null : all.filter((one) => within.has(one)).length / all.length;
}

/** Share of a text's runs of `size` words that also stand in another text, 0–1; 0 when it has none. */
export function copiedShare(text: Text, source: Text, size: number): number {
  const runs = wordRuns(text.words, size);
  if (runs.length === 0) return 0;
  const known = new Set(wordRuns(source.words, size));
  return runs.filter((run) => known.has(run)).length / runs.length;
}

/** Every run of `size` words, in order, overlapping. */
export function wordRuns(words: readonly string[], size: number): string[] {
  const runs: string[] = [];
  for (let at = 0; at + size <= words.length; at++) runs.push(words.slice(at, at + size).join(" "));
  return runs;
}
