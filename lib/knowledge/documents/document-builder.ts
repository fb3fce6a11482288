import { tooLarge } from "@/lib/platform/errors";
import { MAX_SECTIONS, MAX_TEXT_LENGTH, MAX_TITLE_LENGTH } from "./limits";

export type DocumentSection = {
  /** Headings from the outermost to the own one; empty before the first heading. */
  path: string[];
  /** The heading itself included. Equal to `text.slice(start, end)` of the document. */
  text: string;
  /** UTF-16 offsets in the document's text. */
  start: number;
  end: number;
  /** 1 for the first page of a PDF; null where there are no pages. */
  page: number | null;
};

type SectionHead = { path: readonly string[]; page?: number | null };

/** Puts a document together, section after section. Sections without text leave no trace. */
export class DocumentBuilder {
  readonly sections: DocumentSection[] = [];
  readonly #texts: string[] = [];
  #length = 0;
  #head: SectionHead = { path: [] };
  #pieces: string[] = [];
  #pending = 0;

  /** Ends the section that is open and begins the next. */
  open(head: SectionHead): void {
    this.#close();
    this.#head = head;
  }

  /** Adds text to the open section. Throws `too_large` when the document grows beyond its limits. */
  write(text: string): void {
    this.#pieces.push(text);
    this.#pending += text.length;
    if (this.#length + this.#pending > MAX_TEXT_LENGTH) {
      throw tooLarge(`The document holds more than ${MAX_TEXT_LENGTH / 1_000_000} million characters: split it`);
    }
  }

  finish(): { text: string; sections: DocumentSection[] } {
    this.#close();
    return { text: this.#texts.join(""), sections: this.sections };
  }

  #close(): void {
    const text = cleanText(this.#pieces.join(""));
    this.#pieces = [];
    this.#pending = 0;
    if (text === "") return;
    if (this.sections.length === MAX_SECTIONS) {
      throw tooLarge(`The document has more than ${MAX_SECTIONS.toLocaleString("en")} sections or rows: split it`);
    }
    if (this.#length > 0) this.#append(SECTION_BREAK);
    const start = this.#length;
    this.#append(text);
    const path = this.#head.path.map(cleanTitle).filter((title) => title !== "");
    this.sections.push({ path, text, start, end: this.#length, page: this.#head.page ?? null });
  }

  #append(text: string): void {
    this.#texts.push(text);
    this.#length += text.length;
  }
}

const SECTION_BREAK = "\n\n";

/** Control characters except tab and line feed, soft hyphens, byte order marks: no database or screen can show them. */
const UNSHOWABLE = /[^\P{Cc}\n\t]|[\u00ad\ufeff]/gu;

/** Unix line ends, nothing unshowable, no blanks at line ends, at most one empty line in a row, nothing around. */
function cleanText(text: string): string {
  return text
    .replace(/\r\n?|[\u2028\u2029\u0085]/g, "\n")
    .replace(UNSHOWABLE, "")
    .replace(/\p{Surrogate}/gu, "\ufffd")
    .split("\n")
    .map((line) => line.trimEnd())
    .join("\n")
    .replace(/\n{3,}/g, "\n\n")
    .trim();
}

/** A title in one line, cut to the longest that is kept. */
export function cleanTitle(title: string): string {
  return cleanText(title.slice(0, MAX_TITLE_LENGTH * 4))
    .replace(/\s+/g, " ")
    .slice(0, MAX_TITLE_LENGTH)
    .replace(/[\ud800-\udbff]$/, "")
    .trim();
}
