/**
 * Scripts that write no spaces between words: each sign is taken as a word of its own, so that bigrams still carry
 * meaning there. Everything else is a run of letters and digits, with an apostrophe inside ("haven't").
 */
const WORD =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]|[\p{L}\p{M}\p{N}]+(?:['’][\p{L}\p{M}]+)*|[?!€£$%]/gu;

/**
 * Longest part of a text that is read, in UTF-16 units: about 3,000 words. A bound on the time of one prediction;
 * what a longer text is about shows in its beginning.
 */
const MAX_TEXT_LENGTH = 20_000;

/** The words of a text in order: lower case, Unicode-normalised, a few telling signs ("?", "€") kept as words. */
export function words(text: string): string[] {
  return text.slice(0, MAX_TEXT_LENGTH).normalize("NFKC").toLowerCase().replaceAll("’", "'").match(WORD) ?? [];
}
