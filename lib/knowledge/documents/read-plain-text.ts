import { DocumentBuilder } from "./document-builder";
import { decodeText } from "./decode-text";
import type { RawDocument } from "./raw-document";

/** Plain text is one section: guessing headings would be wrong as often as right. */
export function readPlainText(bytes: Uint8Array): RawDocument {
  const builder = new DocumentBuilder();
  builder.write(decodeText(bytes));
  return { ...builder.finish(), title: null, pages: null };
}
