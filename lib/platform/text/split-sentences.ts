import { segmentText } from "./segment-text";

/** Words that end with a dot and no sentence (English, German, French, Spanish), in lower case and without it. */
const ABBREVIATIONS = new Set(
  (
    "mr mrs ms dr prof st jr sr vs e.g i.e eg ie cf al no nos fig figs eq sec vol ed eds pp approx dept est " +
    "u.s u.k jan feb mar apr jun jul aug sep sept oct nov dec tel ext ca bzw z.b d.h u.a usw evtl ggf inkl zzgl nr abs " +
    "art str hr fr sog vgl mme mlle env sra sres ud uds p.ej núm av"
  ).split(" "),
);

/** A line so long was wrapped by its writer; a shorter one may be a heading or an item. */
const WRAPPED_LENGTH = 50;
const ITEM = /^\s*(?:[-*•·–]|\d{1,3}[.)])\s/;
const sentences = new Intl.Segmenter("en", { granularity: "sentence" });

/**
 * Where sentences begin (UTF-16 offsets; white space in front belongs to none), by the rules of Unicode (UAX 29), which
 * know the full stops of all scripts. Wrapped lines do not end a sentence; empty lines, list items and short lines
 * do. Dots of abbreviations and initials do not.
 */
export function sentenceStarts(text: string): number[] {
  const starts: number[] = [];
  for (const block of blocksOf(text)) {
    let isOpen = false;
    for (const { segment, index, isCut } of segmentText(sentences, block.text)) {
      const lead = segment.length - segment.trimStart().length;
      if (lead === segment.length) continue;
      if (!isOpen) starts.push(block.start + index + lead);
      isOpen = isCut || endsOpen(segment);
    }
  }
  return starts;
}

/** Sentences with their place in the text, trimmed. */
export function splitSentences(text: string): { text: string; start: number; end: number }[] {
  const starts = sentenceStarts(text);
  return starts.map((start, index) => {
    const sentence = text.slice(start, starts[index + 1]).trimEnd();
    return { text: sentence, start, end: start + sentence.length };
  });
}

/** Runs of lines that belong together, their line ends as blanks: to Unicode every line end would end a sentence. */
function* blocksOf(text: string): Generator<{ text: string; start: number }> {
  const lines = text.split("\n");
  let start = 0;
  let open: string[] = [];
  let openStart = 0;
  for (const [index, line] of lines.entries()) {
    if (open.length > 0 && !continues(lines[index - 1]!, line)) {
      yield { text: open.join(" "), start: openStart };
      open = [];
    }
    if (open.length === 0) openStart = start;
    open.push(line);
    start += line.length + 1;
  }
  yield { text: open.join(" "), start: openStart };
}

function continues(previous: string, line: string): boolean {
  if (previous.trim() === "" || line.trim() === "" || ITEM.test(line)) return false;
  return previous.length >= WRAPPED_LENGTH || /^\s*\p{Ll}/u.test(line);
}

/** Whether a segment ends with an abbreviation ("Dr.") or an initial ("J."), after which the sentence goes on. */
function endsOpen(segment: string): boolean {
  const word = /(?:^|[\s(["'])((?:\p{L}+\.)*\p{L}+)\.\s*$/u.exec(segment.slice(-40))?.[1];
  return word !== undefined && (ABBREVIATIONS.has(word.toLowerCase()) || /^\p{Lu}$/u.test(word));
}
