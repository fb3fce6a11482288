const NUMBERS: Readonly<Record<string, number>> = {
  one: 1,
  two: 2,
  three: 3,
  four: 4,
  five: 5,
  six: 6,
  seven: 7,
  eight: 8,
  nine: 9,
  ten: 10,
  einem: 1,
  ein: 1,
  zwei: 2,
  drei: 3,
  vier: 4,
  fünf: 5,
  une: 1,
  deux: 2,
  trois: 3,
  una: 1,
  dos: 2,
  tres: 3,
};
const NUMBER = String.raw`(\d{1,4}|${Object.keys(NUMBERS).join("|")})`;
const SENTENCES = "sentences?|bullets?|points?|lines?|satz|sätzen?|stichpunkten?|phrases?|frases?";
const COUNT = new RegExp(String.raw`(?:^|\s)${NUMBER}(?:\s\p{L}+)?\s(?:${SENTENCES})(?!\p{L})`, "iu");
const WORDS = new RegExp(String.raw`(?:^|\s)${NUMBER}\s(?:words?|wörtern?|worten|mots|palabras)(?!\p{L})`, "iu");

/** Share of the words that a summary keeps, for short and for long texts. */
const SHORT_SHARE = 0.5;
const LONG_SHARE = 0.32;
const SHORT_TEXT_WORDS = 250;
const MAX_SENTENCES = 15;
const MAX_WORDS = 400;
const WORDS_PER_TOKEN = 0.75;

export type SummaryLength = { maxSentences: number; maxWords: number };

/** How long a summary may be: as the instruction says ("in two sentences", "50 words"), else a share of the text; never over the caller's token limit. */
export function summaryLength(instruction: string, textWords: number, maxTokens: number | null): SummaryLength {
  const share = textWords <= SHORT_TEXT_WORDS ? SHORT_SHARE : LONG_SHARE;
  const limit = maxTokens === null ? Infinity : Math.max(1, Math.floor(maxTokens * WORDS_PER_TOKEN));
  const sentences = askedCount(COUNT.exec(instruction)?.[1]);
  const words = askedCount(WORDS.exec(instruction)?.[1]);
  return {
    maxSentences: sentences ?? MAX_SENTENCES,
    maxWords: Math.min(words ?? (sentences ? Infinity : Math.min(MAX_WORDS, Math.ceil(textWords * share))), limit),
  };
}

function askedCount(word: string | undefined): number | null {
  if (!word) return null;
  const count = NUMBERS[word.toLowerCase()] ?? Number(word);
  return Number.isInteger(count) && count > 0 ? count : null;
}
