import { invalidInput, tooLarge } from "@/lib/platform/errors";
import { cleanTitle } from "./document-builder";
import { documentTypeOf, type DocumentMediaType } from "./document-types";
import { MAX_DOCUMENT_BYTES, READING_TIMEOUT_MS } from "./limits";
import { Pace } from "./pace";
import type { RawDocument } from "./raw-document";
import { readCsv } from "./read-csv";
import { readHtml } from "./read-html";
import { readMarkdown } from "./read-markdown";
import { readPdf } from "./read-pdf";
import { readPlainText } from "./read-plain-text";
import { titleByName } from "./title-by-name";

export type DocumentFile = {
  /** As stated by who sends it; where it says nothing, the ending of `name` decides. */
  mediaType: string;
  name: string;
  bytes: Uint8Array;
};

export type ReadDocument = Omit<RawDocument, "title"> & { mediaType: DocumentMediaType; title: string };

type ReadingOptions = { signal?: AbortSignal; timeoutMs?: number };

/**
 * Reads a text, Markdown, HTML, CSV or PDF file into sections of plain text; nothing in it is executed or fetched. The
 * title is the document's own, else the file's name. Throws `invalid_input` for what cannot be read or holds no text,
 * `too_large` beyond 20 MB, `timeout` after a minute. (Default: `timeoutMs` 60,000)
 */
export async function readDocument(file: DocumentFile, options: ReadingOptions = {}): Promise<ReadDocument> {
  const { bytes, name } = file;
  if (bytes.byteLength === 0) throw invalidInput("The file is empty");
  if (bytes.byteLength > MAX_DOCUMENT_BYTES) {
    throw tooLarge(`The file is larger than ${MAX_DOCUMENT_BYTES / 1_000_000} MB: split it`);
  }
  const mediaType = documentTypeOf(file);
  const document = await readAs(mediaType, bytes, options);
  if (document.sections.length === 0) throw invalidInput("The file holds no text that could be found");
  return { ...document, mediaType, title: cleanTitle(document.title ?? "") || titleByName(name) };
}

function readAs(
  mediaType: DocumentMediaType,
  bytes: Uint8Array,
  { signal, timeoutMs = READING_TIMEOUT_MS }: ReadingOptions,
): RawDocument | Promise<RawDocument> {
  const pace = new Pace(signal, timeoutMs);
  switch (mediaType) {
    case "text/plain":
      return readPlainText(bytes);
    case "text/markdown":
      return readMarkdown(bytes, pace);
    case "text/html":
      return readHtml(bytes, pace);
    case "text/csv":
      return readCsv(bytes, pace);
    case "application/pdf":
      return readPdf(bytes, { signal, timeoutMs });
    default: {
      const never: never = mediaType;
      throw new Error(`No reader for ${String(never)}`);
    }
  }
}
