/** A run of letters on a page, as pdf.js tells it. */
export type PdfRun = {
  str: string;
  /** Whether the line ends behind it. */
  hasEOL: boolean;
  height: number;
  /** Of the transformation, the last two are the place: from the left and from the bottom, points. */
  transform: number[];
};

type Line = { text: string; y: number; height: number };

/** Distance between lines, in heights of their letters, from which a new paragraph begins. */
const PARAGRAPH_GAP = 1.8;

/** Runs to text: lines, paragraphs where the distance is wide, and words that were cut at a line's end made whole. */
export function joinLines(runs: readonly PdfRun[]): string {
  const lines = toLines(runs);
  let text = "";
  lines.forEach((line, index) => {
    const previous = lines[index - 1];
    if (!previous) text = line.text;
    else if (Math.abs(previous.y - line.y) > PARAGRAPH_GAP * Math.max(previous.height, line.height)) {
      text += `\n\n${line.text}`;
    } else text = endsCut(text, line.text) ? text.slice(0, -1) + line.text : `${text}\n${line.text}`;
  });
  return text;
}

function toLines(runs: readonly PdfRun[]): Line[] {
  const lines: Line[] = [];
  let open: Line | null = null;
  for (const { str, hasEOL, height, transform } of runs) {
    open ??= { text: "", y: transform[5] ?? 0, height: 0 };
    open.text += str;
    open.height = Math.max(open.height, height);
    if (hasEOL) {
      lines.push(open);
      open = null;
    }
  }
  if (open) lines.push(open);
  return lines.map((line) => ({ ...line, text: line.text.trim() })).filter(({ text }) => text !== "");
}

/** "infor-" before "mation"; not "e-mail-" before "Server", nor a dash of its own. */
const endsCut = (before: string, after: string): boolean => /\p{Ll}-$/u.test(before) && /^\p{Ll}/u.test(after);
