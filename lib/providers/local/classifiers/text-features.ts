import { hashLetterNgrams, hashWordNgrams } from "@/lib/platform/text/hash-ngrams";
import { words } from "@/lib/platform/text/words";

/** What the classifiers see of one text. Hashes may repeat. */
export type TextFeatures = {
  /** Single words and pairs. */
  words: Uint32Array;
  /** Runs of 2 to 5 letters inside words. */
  letters: Uint32Array;
  embedding: Float32Array | null;
};

export function extractFeatures(text: string, embedding: Float32Array | null = null): TextFeatures {
  const parts = words(text);
  return { words: hashWordNgrams(parts, 2), letters: hashLetterNgrams(parts, 2, 5), embedding };
}
