import { z } from "zod";
import { csvLine, type CellValue } from "./csv-cell";

const EXPORT_FORMATS = ["csv", "json", "jsonl"] as const;
export const ExportFormat = z.enum(EXPORT_FORMATS, { error: "must be csv, json or jsonl" });
export type ExportFormat = z.infer<typeof ExportFormat>;

export type ExportColumn<Row> = { name: string; value: (row: Row) => CellValue };

export type ExportOptions<Row> = {
  format: ExportFormat;
  /** Order and names, in every format. */
  columns: readonly ExportColumn<Row>[];
  rows: AsyncIterable<Row> | Iterable<Row>;
  /** Without ending. Characters other than letters, digits, `-` and `_` become `-`. */
  fileName: string;
};

const CONTENT_TYPES = {
  csv: "text/csv; charset=utf-8",
  json: "application/json; charset=utf-8",
  jsonl: "application/x-ndjson; charset=utf-8",
} as const satisfies Record<ExportFormat, string>;

/** Text is collected to about this many characters before it is sent. */
const CHUNK_LENGTH = 32_768;

/**
 * Answers with a file that is written while it is read, so its size does not matter. JSON is one array. When the rows
 * fail midway the connection breaks, so that a cut file cannot pass for a whole one.
 */
export function exportRows<Row>(options: ExportOptions<Row>): Response {
  const chunks = encode(lines(options));
  const body = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const { value, done } = await chunks.next();
        if (done) controller.close();
        else controller.enqueue(value);
      },
      async cancel() {
        await chunks.return(undefined);
      },
    },
    { highWaterMark: 0 },
  );
  const fileName = options.fileName.replace(/[^A-Za-z0-9_-]+/g, "-");
  return new Response(body, {
    headers: {
      "content-type": CONTENT_TYPES[options.format],
      "content-disposition": `attachment; filename="${fileName}.${options.format}"`,
      "cache-control": "no-store",
      "x-content-type-options": "nosniff",
    },
  });
}

async function* lines<Row>({ format, columns, rows }: ExportOptions<Row>): AsyncGenerator<string> {
  const asJson = (row: Row) =>
    JSON.stringify(Object.fromEntries(columns.map((column) => [column.name, column.value(row) ?? null])));
  if (format === "csv") yield csvLine(columns.map((column) => column.name));
  if (format === "json") yield "[";
  let isFirst = true;
  for await (const row of rows) {
    if (format === "csv") yield csvLine(columns.map((column) => column.value(row)));
    if (format === "jsonl") yield `${asJson(row)}\n`;
    if (format === "json") yield `${isFirst ? "" : ","}\n${asJson(row)}`;
    isFirst = false;
  }
  if (format === "json") yield "\n]\n";
}

async function* encode(texts: AsyncIterable<string>): AsyncGenerator<Uint8Array, undefined> {
  const encoder = new TextEncoder();
  let pending = "";
  for await (const text of texts) {
    pending += text;
    if (pending.length < CHUNK_LENGTH) continue;
    yield encoder.encode(pending);
    pending = "";
  }
  if (pending) yield encoder.encode(pending);
}
