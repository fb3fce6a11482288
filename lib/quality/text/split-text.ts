/** Languages without spaces count every character as a word. */
const WORD =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]|[\p{L}\p{M}\p{N}]+(?:['’][\p{L}\p{M}]+)*/gu;

export const splitWords = (text: string): string[] => (text.match(WORD) ?? []).map((word) => word.replace("’", "'"));

/** Sentences end with their mark or with the line; the bullet of a list is left out. */
export function splitSentences(text: string): string[] {
  return text
    .split(/\n+/u)
    .flatMap((line) =>
      line.replace(/^\s*(?:[-*•>#]+|\d+[.)])\s*/u, "").split(/(?<=[.!?…][)"'»”]{0,4})\s+|(?<=[。！？])/u),
    )
    .map((sentence) => sentence.trim())
    .filter((sentence) => /[\p{L}\p{N}]/u.test(sentence));
}

export const splitLines = (text: string): string[] =>
  text
    .split(/\r?\n/u)
    .map((line) => line.trim())
    .filter((line) => line !== "");
