import { parse } from "csv-parse";
import { drainedOrClosed } from "@/lib/platform/drained-or-closed";
import { invalidInput, messageOf, tooLarge } from "@/lib/platform/errors";
import { MAX_IMPORT_BYTES, MAX_LABEL_CHARACTERS, type RejectedRow } from "./schemas";

export type LabelledRow = { text: string; label: string };
export type ReadRow = { line: number; row: LabelledRow } | { line: number; reason: string };

const TEXT_COLUMNS = ["text", "input", "message"];
const LABEL_COLUMNS = ["category", "label", "intent", "class", "answer", "resolution"];
const MAX_TEXT_CHARACTERS = 20_000;

/**
 * Rows of a CSV with a header that names a text and a category column. One result a row: usable, or the reason why
 * not with its line in the file. Memory stays small at any size. Throws `invalid_input` for what is no such file and
 * `too_large` beyond 50 MB.
 */
export async function* readLabelledCsv(
  bytes: AsyncIterable<Uint8Array>,
  maxLabelCharacters = MAX_LABEL_CHARACTERS,
): AsyncGenerator<ReadRow> {
  const broken: RejectedRow[] = [];
  const parser = parse({
    bom: true,
    info: true,
    relax_column_count: true,
    skip_empty_lines: true,
    skip_records_with_error: true,
    on_skip: (error) => void broken.push({ line: lineOf(error), reason: messageOf(error) }),
  });
  const feeding = feed(bytes, parser);
  feeding.catch((error: unknown) => parser.destroy(error as Error));
  let columns: { text: number; label: number; count: number } | null = null;
  for await (const { record, info } of parser as AsyncIterable<{ record: string[]; info: { lines: number } }>) {
    yield* broken.splice(0);
    if (!columns) {
      columns = findColumns(record);
      continue;
    }
    yield checkRow(record, info.lines, columns, maxLabelCharacters);
  }
  await feeding;
  yield* broken;
  if (!columns) throw invalidInput("The file is empty. Its first line must name the columns: `text,category`");
}

function lineOf(error: unknown): number {
  return typeof error === "object" && error !== null && "lines" in error ? Number(error.lines) : 0;
}

/** Writes checked bytes into the parser, as fast as it takes them. */
async function feed(bytes: AsyncIterable<Uint8Array>, parser: ReturnType<typeof parse>): Promise<void> {
  const decoder = new TextDecoder("utf-8", { fatal: true });
  let size = 0;
  for await (const chunk of bytes) {
    size += chunk.byteLength;
    if (size > MAX_IMPORT_BYTES) throw tooLarge(`The file is larger than ${MAX_IMPORT_BYTES / 1_000_000} MB: split it`);
    const text = decodeUtf8(decoder, chunk);
    if (!parser.destroyed && !parser.write(text)) await drainedOrClosed(parser);
    // Leaving the loop closes the upload as well.
    if (parser.destroyed) return;
  }
  parser.end(decodeUtf8(decoder, null));
}

/** Text of the next bytes, or of the last ones. Throws `invalid_input` for what is no UTF-8. */
export function decodeUtf8(decoder: TextDecoder, chunk: Uint8Array | null): string {
  try {
    return chunk ? decoder.decode(chunk, { stream: true }) : decoder.decode();
  } catch {
    throw invalidInput("The file is not UTF-8 text. Save it as CSV in UTF-8");
  }
}

function findColumns(header: string[]): { text: number; label: number; count: number } {
  const names = header.map((name) => name.trim().toLowerCase());
  const find = (wanted: string[]) => names.findIndex((name) => wanted.includes(name));
  const text = find(TEXT_COLUMNS);
  const label = find(LABEL_COLUMNS);
  if (text === -1 || label === -1) {
    const found = names.slice(0, 10).map((name) => `\`${name.slice(0, 40)}\``);
    throw invalidInput(`The first line must name the columns \`text\` and \`category\`; it has ${found.join(", ")}`);
  }
  return { text, label, count: header.length };
}

function checkRow(
  record: string[],
  line: number,
  columns: { text: number; label: number; count: number },
  maxLabel: number,
): ReadRow {
  if (record.length !== columns.count) {
    return {
      line,
      reason: `has ${record.length} columns instead of ${columns.count}; a text with commas needs quotes`,
    };
  }
  return checkLabelled(record[columns.text]!.trim(), record[columns.label]!.trim(), line, maxLabel);
}

/** Whether a trimmed text and its label can be learnt from. */
export function checkLabelled(text: string, label: string, line: number, maxLabel: number): ReadRow {
  if (text === "") return { line, reason: "has no text" };
  if (label === "") return { line, reason: "has no category" };
  if (text.length > MAX_TEXT_CHARACTERS)
    return { line, reason: `text is longer than ${MAX_TEXT_CHARACTERS} characters` };
  if (label.length > maxLabel) return { line, reason: `category is longer than ${maxLabel} characters` };
  if (text.includes("\u0000") || label.includes("\u0000")) return { line, reason: "holds a NUL character" };
  return { line, row: { text, label } };
}
