/** Letters that are kept of a word. Truncation stems most European languages about as well as rules (McNamee, Nicholas and Mayfield 2009). */
const STEM_LETTERS = 5;

/** The part of a word that its forms share, without case and accents. */
export function stem(word: string): string {
  const folded = foldWord(word);
  return /\d/u.test(folded) ? folded : folded.slice(0, STEM_LETTERS);
}

/** Without case, accents, and an elided article in front. */
export const foldWord = (word: string): string =>
  word
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/^[a-z]{1,2}'(?=\p{L}{3})/u, "")
    .replace(/'s$/u, "");
