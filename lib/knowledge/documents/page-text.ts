import { invalidInput } from "@/lib/platform/errors";
import { cleanTitle, DocumentBuilder } from "./document-builder";
import { HeadingPath } from "./heading-path";
import type { RawDocument } from "./raw-document";

/** What no reader of a page sees, or what would be executed. */
const UNSEEN = new Set(
  "head script style noscript template iframe object embed svg math canvas audio video select".split(" "),
);
/** Elements that begin a line of their own. */
const LINES = new Set("br li tr dt dd option legend caption figcaption summary hr div".split(" "));
/** Elements with an empty line around them. */
const BLOCKS = new Set(
  "p ul ol dl table pre blockquote section article main header footer nav aside form details figure".split(" "),
);
const HEADING = /^h([1-6])$/;
const HIDING_STYLE =
  /display\s*:\s*none|visibility\s*:\s*hidden|(?:font-size|opacity)\s*:\s*0(?:\.0*)?(?:[a-z%]+)?\s*(?:[;!]|$)/i;

/** Pages of people nest some dozens deep; a parser's work grows with the depth. */
const MAX_DEPTH = 1_000;

/** Gathers what a person would read of a page, element by element. */
export class PageText {
  readonly #builder = new DocumentBuilder();
  readonly #path = new HeadingPath();
  #depth = 0;
  /** Depth of the outermost element that is not seen; null while everything is. */
  #unseenFrom: number | null = null;
  #preformatted = 0;
  /** Whether the last character written is white space: the next blank would be one too many. */
  #isAtBlank = true;
  /** Text of the heading that is open. */
  #heading: string | null = null;
  #firstHeading: string | null = null;
  #isInTitle = false;
  #title = "";

  enter(name: string, attributes: Record<string, string>): void {
    this.#depth += 1;
    if (this.#depth > MAX_DEPTH) throw invalidInput(`The page nests its elements more than ${MAX_DEPTH} deep`);
    if (name === "title" && this.#title === "") this.#isInTitle = true;
    if (this.#unseenFrom !== null) return;
    if (UNSEEN.has(name) || isHidden(attributes)) this.#unseenFrom = this.#depth;
    else this.#begin(name, attributes);
  }

  write(text: string): void {
    if (this.#isInTitle) this.#title += text.slice(0, 1_000);
    else if (this.#unseenFrom === null) this.#put(this.#preformatted > 0 ? text : text.replace(/\s+/g, " "));
  }

  leave(name: string): void {
    if (name === "title") this.#isInTitle = false;
    if (this.#unseenFrom === null) this.#end(name);
    else if (this.#depth <= this.#unseenFrom) this.#unseenFrom = null;
    this.#depth -= 1;
  }

  finish(): RawDocument {
    this.#closeHeading(1);
    return { ...this.#builder.finish(), title: cleanTitle(this.#title) || this.#firstHeading, pages: null };
  }

  #begin(name: string, attributes: Record<string, string>): void {
    if (HEADING.test(name)) this.#heading ??= "";
    else if (name === "pre") this.#preformatted += 1;
    else if (name === "img" && attributes.alt) this.#put(` ${attributes.alt} `);
    else if (name === "li") this.#put("\n- ");
    this.#separate(name);
  }

  #end(name: string): void {
    const level = HEADING.exec(name)?.[1];
    if (level) this.#closeHeading(Number(level));
    else if (name === "pre") this.#preformatted = Math.max(0, this.#preformatted - 1);
    else if (name === "td" || name === "th") this.#put(" | ");
    this.#separate(name);
  }

  #separate(name: string): void {
    if (BLOCKS.has(name)) this.#put("\n\n");
    else if (LINES.has(name) && name !== "li") this.#put("\n");
  }

  #closeHeading(level: number): void {
    const heading = cleanTitle(this.#heading ?? "");
    this.#heading = null;
    if (heading === "") return;
    this.#firstHeading ??= heading;
    this.#builder.open({ path: this.#path.enter(level, heading) });
    this.#builder.write(`${heading}\n\n`);
    this.#isAtBlank = true;
  }

  #put(text: string): void {
    if (this.#heading !== null) {
      this.#heading += text.slice(0, 1_000);
      return;
    }
    const fitting = this.#isAtBlank && this.#preformatted === 0 ? text.replace(/^ +/, "") : text;
    if (fitting === "") return;
    this.#builder.write(fitting);
    this.#isAtBlank = /\s$/.test(fitting);
  }
}

function isHidden({ hidden, style, type }: Record<string, string>): boolean {
  return hidden !== undefined || type === "hidden" || (style !== undefined && HIDING_STYLE.test(style));
}
