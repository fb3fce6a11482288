import { functionWordShare, guessLanguage } from "./guess-language";
import { functionWords } from "./languages";
import { readNames } from "./read-names";
import { readNumbers } from "./read-numbers";
import { splitLines, splitSentences, splitWords } from "./split-text";
import { stem } from "./stem";

/** A text and what every scorer asks about it. */
export type Text = {
  raw: string;
  lines: string[];
  sentences: string[];
  /** In small letters, in order. */
  words: string[];
  /** Stems of the words that carry content, in order, repeats included. */
  contentStems: string[];
  /** The same without repeats. */
  vocabulary: ReadonlySet<string>;
  numbers: string[];
  /** Folded words that look like names. */
  names: string[];
  /** null when it could not be told. */
  language: string | null;
  /** Share of function words among the words, 0–1. */
  functionWordShare: number;
};

export function readText(raw: string): Text {
  const words = splitWords(raw).map((word) => word.toLowerCase());
  const language = guessLanguage(raw, words);
  const sentences = splitSentences(raw);
  const contentStems = contentWords(words, language).map(stem);
  return {
    raw,
    lines: splitLines(raw),
    sentences,
    words,
    contentStems,
    vocabulary: new Set(contentStems),
    numbers: readNumbers(raw),
    names: readNames(sentences, language),
    language,
    functionWordShare: functionWordShare(words, language),
  };
}

/** Words of three letters or more, and numbers, that are no function words. */
function contentWords(words: readonly string[], language: string | null): string[] {
  const functional = functionWords(language);
  return words.filter((word) => !functional.has(word) && (word.length >= 3 || /\d|\p{Lo}/u.test(word)));
}
