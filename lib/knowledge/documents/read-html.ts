import { Parser } from "htmlparser2";
import { decodeText } from "./decode-text";
import type { Pace } from "./pace";
import { PageText } from "./page-text";
import type { RawDocument } from "./raw-document";

/** Characters that are parsed before others get their turn. */
const PIECE_LENGTH = 65_536;

/** The visible text of a page, a section per heading. Scripts, styles and hidden elements are left out, links are not followed. */
export async function readHtml(bytes: Uint8Array, pace: Pace): Promise<RawDocument> {
  const html = decodeText(bytes, statedEncoding(bytes));
  const page = new PageText();
  const parser = new Parser({
    onopentag: (name, attributes) => page.enter(name, attributes),
    ontext: (text) => page.write(text),
    onclosetag: (name) => page.leave(name),
  });
  for (let at = 0; at < html.length; at += PIECE_LENGTH) {
    parser.write(html.slice(at, at + PIECE_LENGTH));
    await pace.breathe();
  }
  parser.end();
  return page.finish();
}

/** `<meta charset>` within the first kilobyte, where the standard wants it. */
function statedEncoding(bytes: Uint8Array): string | undefined {
  const head = new TextDecoder("latin1").decode(bytes.subarray(0, 1_024));
  return /<meta[^>]{0,200}charset\s*=\s*["']?([\w-]{2,40})/i.exec(head)?.[1];
}
