import { foldWord } from "./stem";

/** Languages that write common nouns with a capital, or have no capitals. */
const NO_CAPITAL_NAMES = new Set(["de", "ja", "zh", "ko", "ar", "he", "hi", "th"]);

/**
 * Words that look like names, folded, each once: capital letters where no sentence begins. In German, where every noun
 * has one, only those of two capitals or next to another capitalised word.
 */
export function readNames(sentences: readonly string[], language: string | null): string[] {
  const names = new Set<string>();
  for (const sentence of sentences) {
    const words = sentence.match(/[\p{L}\p{N}][\p{L}\p{M}\p{N}'’&-]*/gu) ?? [];
    words.forEach((word, index) => {
      if (index === 0 || !/^\p{Lu}/u.test(word) || word.length < 2) return;
      if (NO_CAPITAL_NAMES.has(language ?? "") && !/\p{Lu}.*\p{Lu}/u.test(word)) return;
      if (word === "I" || /^I['’]/u.test(word)) return;
      names.add(foldWord(word));
    });
  }
  return [...names];
}
