import { hashWordNgrams } from "@/lib/platform/text/hash-ngrams";
import { words } from "@/lib/platform/text/words";

/** What is read of a prompt, in UTF-16 units: a bound on the time of a decision. */
const LONGEST_TEXT = 4_000;

const BUCKETS = 1 << 20;

/** Hashed single words and pairs: ids ascending, square roots of their counts, of length 1 together. */
export type PromptFeatures = { ids: Uint32Array; values: Float32Array };

export function promptFeatures(prompt: string): PromptFeatures {
  const counts = new Map<number, number>();
  for (const hash of hashWordNgrams(words(prompt.slice(0, LONGEST_TEXT)), 2)) {
    const id = hash % BUCKETS;
    counts.set(id, (counts.get(id) ?? 0) + 1);
  }
  const ids = Uint32Array.from(counts.keys()).sort();
  let total = 0;
  for (const count of counts.values()) total += count;
  const norm = Math.sqrt(total) || 1;
  return { ids, values: Float32Array.from(ids, (id) => Math.sqrt(counts.get(id)!) / norm) };
}
