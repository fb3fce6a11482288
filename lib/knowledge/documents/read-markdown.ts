import { decodeText } from "./decode-text";
import { cleanTitle, DocumentBuilder } from "./document-builder";
import { HeadingPath } from "./heading-path";
import type { Pace } from "./pace";
import type { RawDocument } from "./raw-document";
import { dropMarkup, plainLine } from "./plain-markdown";

const FENCE = /^ {0,3}(`{3,}|~{3,})/;
const UNDERLINE = /^ {0,3}(=+|-+)[ \t]*$/;
const TABLE_RULE = /^[\s|:-]*-[\s|:-]*$/;
const FRONT_MATTER_LINES = 200;
/** A line so long is no heading. */
const MAX_HEADING_LENGTH = 1_000;

/**
 * The text without its signs, a section per heading (`#` and underlined). Code stays as it is written. The title is that
 * of the front matter, else the first heading of the first level.
 */
export async function readMarkdown(bytes: Uint8Array, pace: Pace): Promise<RawDocument> {
  const { title, body } = splitFrontMatter(decodeText(bytes).replace(/\r\n?/g, "\n"));
  const builder = new DocumentBuilder();
  const path = new HeadingPath();
  let firstTitle: string | null = null;
  let fence: string | null = null;
  /** The last line of the paragraph that is open: an underline would make it a heading. */
  let previous: string | null = null;

  const enter = (level: number, heading: string) => {
    if (level === 1) firstTitle ??= heading;
    builder.open({ path: path.enter(level, heading) });
    builder.write(`${heading}\n\n`);
  };
  const flush = () => {
    if (previous !== null) builder.write(`${plainLine(previous)}\n`);
    previous = null;
  };

  for (const line of dropMarkup(body).split("\n")) {
    await pace.breathe();
    const mark = FENCE.exec(line)?.[1];
    if (fence !== null) {
      if (mark?.startsWith(fence) && line.trim() === mark) fence = null;
      else builder.write(`${line}\n`);
      continue;
    }
    const heading = headingOf(line);
    const underline = previous === null ? null : UNDERLINE.exec(line)?.[1];
    if (mark) {
      flush();
      fence = mark;
    } else if (heading) {
      flush();
      enter(heading.level, cleanTitle(plainLine(heading.text)));
    } else if (underline && previous !== null && !previous.includes("|")) {
      const text = cleanTitle(plainLine(previous));
      previous = null;
      enter(underline.startsWith("=") ? 1 : 2, text);
    } else if (line.trim() === "") {
      flush();
      builder.write("\n");
    } else if (!(line.includes("-") && TABLE_RULE.test(line))) {
      flush();
      previous = line;
    }
  }
  flush();
  return { ...builder.finish(), title: title ?? firstTitle, pages: null };
}

function headingOf(line: string): { level: number; text: string } | null {
  if (line.length > MAX_HEADING_LENGTH) return null;
  const mark = /^ {0,3}(#{1,6})(?:[ \t]|$)/.exec(line);
  if (!mark) return null;
  const text = line.slice(mark[0].length).trim();
  return { level: mark[1]!.length, text: text.replace(/(^|[ \t])#+$/, "").trim() };
}

/** Settings in front of the text, between lines of `---`; of them only the title is kept. */
function splitFrontMatter(text: string): { title: string | null; body: string } {
  if (!/^---[ \t]*\n/.test(text)) return { title: null, body: text };
  const lines = text.split("\n", FRONT_MATTER_LINES);
  const end = lines.findIndex((line, index) => index > 0 && /^(---|\.\.\.)[ \t]*$/.test(line));
  if (end === -1) return { title: null, body: text };
  const stated = lines.slice(1, end).find((line) => /^title[ \t]*:/.test(line));
  const title = stated ? unquote(stated.slice(stated.indexOf(":") + 1).trim()) : "";
  return { title: title || null, body: text.slice(lines.slice(0, end + 1).join("\n").length + 1) };
}

const unquote = (text: string): string => (/^(["']).*\1$/.test(text) ? text.slice(1, -1) : text);
