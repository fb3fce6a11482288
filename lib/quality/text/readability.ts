import type { Text } from "./read-text";

/** Mean words of a sentence; 0 for no sentences. */
export const wordsPerSentence = (text: Text): number =>
  text.sentences.length === 0 ? 0 : text.words.length / text.sentences.length;

/** LIX (Björnsson 1968): words a sentence plus the per cent of words over six letters. Under 30 easy, over 60 hard, in any European language. */
export function lix(text: Text): number {
  if (text.words.length === 0) return 0;
  const long = text.words.filter((word) => word.length > 6).length;
  return wordsPerSentence(text) + (100 * long) / text.words.length;
}
