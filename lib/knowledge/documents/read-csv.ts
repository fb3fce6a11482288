import { Readable } from "node:stream";
import { parse } from "csv-parse";
import { invalidInput, isAppError, messageOf } from "@/lib/platform/errors";
import { decodeText } from "./decode-text";
import { DocumentBuilder } from "./document-builder";
import type { Pace } from "./pace";
import type { RawDocument } from "./raw-document";

const PIECE_LENGTH = 65_536;
/** The rarer one first: it wins where both stand in the header equally often. */
const DELIMITERS = ["\t", ";", ","] as const;
const MAX_COLUMNS = 1_000;

/**
 * Every row is a section of lines `column: value`, so that a row found alone still says what its values are. Empty
 * cells are left out. The first line names the columns; comma, semicolon and tab are told apart by it.
 */
export async function readCsv(bytes: Uint8Array, pace: Pace): Promise<RawDocument> {
  const text = decodeText(bytes);
  const builder = new DocumentBuilder();
  let columns: string[] | null = null;
  let row = 0;
  for await (const record of records(text)) {
    if (columns) {
      row += 1;
      addRow(builder, columns, record, row);
    } else {
      columns = nameColumns(record);
    }
    await pace.breathe();
  }
  return { ...builder.finish(), title: null, pages: null };
}

async function* records(text: string): AsyncGenerator<string[]> {
  const parser = parse({ bom: true, delimiter: delimiterOf(text), relax_column_count: true, skip_empty_lines: true });
  try {
    for await (const record of Readable.from(pieces(text)).compose(parser) as AsyncIterable<string[]>) yield record;
  } catch (error) {
    if (isAppError(error)) throw error;
    throw invalidInput(`The file is no proper CSV: ${messageOf(error).slice(0, 300)}`);
  }
}

function* pieces(text: string): Generator<string> {
  for (let at = 0; at < text.length; at += PIECE_LENGTH) yield text.slice(at, at + PIECE_LENGTH);
}

/** The delimiter that the first line holds most often outside quotes. */
function delimiterOf(text: string): string {
  const end = text.search(/[\r\n]/);
  const firstLine = (end === -1 ? text : text.slice(0, end)).slice(0, PIECE_LENGTH).replace(/"[^"]*"/g, "");
  const counted = DELIMITERS.map((delimiter) => ({ delimiter, count: firstLine.split(delimiter).length }));
  return counted.reduce((best, next) => (next.count > best.count ? next : best)).delimiter;
}

function nameColumns(header: string[]): string[] {
  if (header.length > MAX_COLUMNS) throw invalidInput(`The file has more than ${MAX_COLUMNS} columns`);
  return header.map((name, index) => name.trim().slice(0, 200) || columnName(index));
}

const columnName = (index: number): string => `Column ${index + 1}`;

function addRow(builder: DocumentBuilder, columns: string[], record: string[], row: number): void {
  builder.open({ path: [`Row ${row}`] });
  record.forEach((value, index) => {
    if (value.trim() !== "") builder.write(`${columns[index] ?? columnName(index)}: ${value.trim()}\n`);
  });
}
