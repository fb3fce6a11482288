import { functionWords, LANGUAGES } from "./languages";

/** Scripts that one language is almost always meant by. */
const SCRIPTS: readonly (readonly [string, RegExp])[] = [
  ["ja", /[\p{Script=Hiragana}\p{Script=Katakana}]/gu],
  ["zh", /\p{Script=Han}/gu],
  ["ko", /\p{Script=Hangul}/gu],
  ["ru", /\p{Script=Cyrillic}/gu],
  ["el", /\p{Script=Greek}/gu],
  ["ar", /\p{Script=Arabic}/gu],
  ["he", /\p{Script=Hebrew}/gu],
  ["hi", /\p{Script=Devanagari}/gu],
  ["th", /\p{Script=Thai}/gu],
];

/** Share of a text's letters in a script from which on it is the text's. Japanese mixes two. */
const SCRIPT_SHARE = 0.3;

/** Share of function words under which no language is recognised. */
const WORD_SHARE = 0.1;

/** As many words tell the language as well as all of them. */
const MOST_WORDS = 400;

/** The language of a text by script and function words, as a two-letter code; null when nothing speaks for one. */
export function guessLanguage(raw: string, words: readonly string[]): string | null {
  const beginning = words.slice(0, MOST_WORDS);
  const letters = raw.match(/\p{L}/gu)?.length ?? 0;
  if (letters === 0) return null;
  const script = SCRIPTS.find(([, pattern]) => (raw.match(pattern)?.length ?? 0) / letters > SCRIPT_SHARE);
  if (script) return script[0];
  const [best] = LANGUAGES.map((language) => ({ language, share: functionWordShare(beginning, language) })).sort(
    (a, b) => b.share - a.share,
  );
  return best && best.share >= WORD_SHARE ? best.language : null;
}

/** Share of the words that are function words of the language, 0–1; 0 for no words. */
export function functionWordShare(words: readonly string[], language: string | null): number {
  if (words.length === 0) return 0;
  const known = functionWords(language);
  return words.filter((word) => known.has(word)).length / words.length;
}
