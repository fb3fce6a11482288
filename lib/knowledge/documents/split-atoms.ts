import { segmentText } from "@/lib/platform/text/segment-text";
import { sentenceStarts } from "@/lib/platform/text/split-sentences";
import { countTokens } from "./count-tokens";

/** How good a place is to cut before an atom. */
export const CUT = { insideWord: 0, word: 1, sentence: 2, paragraph: 3 } as const;

export type Atom = {
  /** UTF-16 offsets; the white space behind a word belongs to none. */
  start: number;
  end: number;
  tokens: number;
  cut: (typeof CUT)[keyof typeof CUT];
};

/**
 * The smallest parts that chunks are made of: words, and of long ones pieces that cut no visible sign in two
 * (unless that sign alone is longer than an atom may be). Everything but white space is in exactly one of them, in order.
 */
export function splitAtoms(text: string): Atom[] {
  const atoms: Atom[] = [];
  const sentences = sentenceStarts(text);
  let nextSentence = 0;
  let previousEnd = 0;
  for (const match of text.matchAll(/\S+/gu)) {
    const start = match.index;
    let cut: Atom["cut"] = startsParagraph(text, previousEnd, start) ? CUT.paragraph : CUT.word;
    // Scripts without blanks have several sentences in one such word.
    const cuts = [start];
    while (nextSentence < sentences.length && sentences[nextSentence]! < start + match[0].length) {
      const at = sentences[nextSentence++]!;
      if (at > start) cuts.push(at);
      else if (cut === CUT.word) cut = CUT.sentence;
    }
    cuts.forEach((from, index) => {
      const to = cuts[index + 1] ?? start + match[0].length;
      addWord(atoms, { text, start: from, end: to, cut: index === 0 ? cut : CUT.sentence });
    });
    previousEnd = start + match[0].length;
  }
  return atoms;
}

const startsParagraph = (text: string, from: number, to: number): boolean =>
  from === 0 || /\n\s*\n/.test(text.slice(from, to));

type Word = { text: string; start: number; end: number; cut: Atom["cut"] };

function addWord(atoms: Atom[], { text, start, end, cut }: Word): void {
  const tokens = countTokens(text.slice(start, end));
  if (tokens <= MAX_ATOM_TOKENS) {
    atoms.push({ start, end, tokens, cut });
    return;
  }
  let open: Atom | null = null;
  for (const piece of signs(text.slice(start, end))) {
    const from = start + piece.start;
    const cost = countTokens(piece.text);
    const isFull = !open || open.tokens + cost > PIECE_TOKENS;
    if (isFull) atoms.push((open = { start: from, end: from, tokens: 0, cut: from === start ? cut : CUT.insideWord }));
    open!.end = from + piece.text.length;
    open!.tokens += cost;
  }
}

/** Most tokens of an atom. Above, a "word" is an address, a key, or a sentence in a script without blanks. */
export const MAX_ATOM_TOKENS = 8;
/** Tokens of the pieces that such a word is cut into. */
const PIECE_TOKENS = 4;

const graphemes = new Intl.Segmenter("en", { granularity: "grapheme" });

/** Visible signs; one that is larger than an atom (a letter under a heap of marks) by its code points. */
function* signs(word: string): Generator<{ text: string; start: number }> {
  for (const { segment, index } of segmentText(graphemes, word)) {
    if (countTokens(segment) <= MAX_ATOM_TOKENS) {
      yield { text: segment, start: index };
      continue;
    }
    let start = index;
    for (const point of segment) {
      yield { text: point, start };
      start += point.length;
    }
  }
}
