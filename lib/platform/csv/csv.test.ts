import { parse } from "csv-parse/sync";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { csvCell } from "./csv-cell";
import { everyRow } from "./every-row";
import { exportRows, type ExportFormat } from "./export-rows";

type Row = { text: string; amount: number | null };
const columns = [
  { name: "text", value: (row: Row) => row.text },
  { name: "amount", value: (row: Row) => row.amount },
];
const exported = (format: ExportFormat, rows: Row[]) => exportRows({ format, columns, rows, fileName: "costs" });

describe("csvCell", () => {
  it("starts no cell of text with a character that a spreadsheet would run", () => {
    fc.assert(
      fc.property(fc.constantFrom("=", "+", "-", "@", "\t", "\r"), fc.string(), (first, rest) => {
        expect(csvCell(first + rest)).toMatch(/^"?'/);
      }),
    );
  });

  it("keeps the sign of numbers", () => {
    expect(csvCell(-5.5)).toBe("-5.5");
  });

  it("leaves unknown empty, never zero", () => {
    expect([csvCell(null), csvCell(undefined), csvCell(Number.NaN)]).toEqual(["", "", ""]);
  });
});

describe("exportRows", () => {
  it("writes CSV that a reader gives back unchanged, except for neutralised cells", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.record({ text: fc.string({ unit: "grapheme" }), amount: fc.option(fc.integer()) })),
        async (rows) => {
          const records: unknown = parse(await exported("csv", rows).text(), { columns: true });
          expect(records).toEqual(
            rows.map((row) => ({
              text: /^[=+\-@\t\r]/.test(row.text) ? `'${row.text}` : row.text,
              amount: row.amount === null ? "" : String(row.amount),
            })),
          );
        },
      ),
    );
  });

  it.each([
    [[]],
    [[{ text: "=1+1", amount: null }]],
    [
      [
        { text: "a\nb", amount: 1 },
        { text: "", amount: -2 },
      ],
    ],
  ])("writes JSON and JSON lines with the values as they are (%j)", async (rows) => {
    expect(JSON.parse(await exported("json", rows).text())).toEqual(rows);
    const lines = (await exported("jsonl", rows).text()).split("\n").filter((line) => line !== "");
    expect(lines.map((line) => JSON.parse(line) as Row)).toEqual(rows);
  });

  it("names the file without characters that could break the header", () => {
    const response = exportRows({ format: "csv", columns, rows: [], fileName: 'a"\r\nx: y/../é' });
    expect(response.headers.get("content-disposition")).toMatch(/^attachment; filename="[A-Za-z0-9_-]+\.csv"$/);
  });

  it("breaks the download when the rows fail midway", async () => {
    async function* rows() {
      yield { text: "x".repeat(40_000), amount: 1 };
      throw new Error("database gone");
    }
    await expect(exportRows({ format: "csv", columns, rows: rows(), fileName: "x" }).text()).rejects.toThrow(
      "database gone",
    );
  });

  it("reads no further than the client does", async () => {
    let made = 0;
    async function* rows() {
      for (;;) yield { text: "x".repeat(40_000), amount: made++ };
    }
    const reader = exportRows({ format: "jsonl", columns, rows: rows(), fileName: "x" }).body!.getReader();
    await reader.read();
    await reader.cancel();
    expect(made).toBeLessThanOrEqual(3);
  });
});

describe("everyRow", () => {
  it("follows the cursor to the last page", async () => {
    const pages = new Map([
      [undefined, { items: [1, 2], nextCursor: "b" }],
      ["b", { items: [3], nextCursor: null }],
    ]);
    const rows: number[] = [];
    for await (const row of everyRow(async (cursor) => pages.get(cursor)!)) rows.push(row);
    expect(rows).toEqual([1, 2, 3]);
  });
});
