import fc from "fast-check";
import { describe, expect, it, vi } from "vitest";
import { readLabelledCsv, type ReadRow } from "./read-labelled-csv";

async function* chunks(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let start = 0; start < bytes.length; start += size) yield bytes.subarray(start, start + size);
}

async function read(text: string | Uint8Array, chunkSize = 7): Promise<ReadRow[]> {
  const bytes = typeof text === "string" ? new TextEncoder().encode(text) : text;
  const rows: ReadRow[] = [];
  for await (const row of readLabelledCsv(chunks(bytes, chunkSize))) rows.push(row);
  return rows;
}

const quote = (text: string) => `"${text.replaceAll('"', '""')}"`;

describe("readLabelledCsv", () => {
  it("reads quotes, commas, line breaks and letters cut in two by the network", async () => {
    const rows = await read(
      '\ufefftext,category\r\n"Grüße, ""Karte"" fehlt\nseit gestern",karte\r\nhello,other\r\n',
      1,
    );
    expect(rows).toEqual([
      { line: 3, row: { text: 'Grüße, "Karte" fehlt\nseit gestern', label: "karte" } },
      { line: 4, row: { text: "hello", label: "other" } },
    ]);
  });

  it("gives back every row that was written, whatever is in it", async () => {
    const word = fc.string({ minLength: 1, maxLength: 30, unit: "grapheme" }).filter((text) => {
      return text.trim() !== "" && !text.includes("\u0000") && text.trim() === text;
    });
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(word, word), { minLength: 1, maxLength: 20 }), async (pairs) => {
        const csv = ["text,category", ...pairs.map(([text, label]) => `${quote(text)},${quote(label)}`)].join("\n");
        const rows = await read(csv, 5);
        expect(rows.map((row) => ("row" in row ? [row.row.text, row.row.label] : row.reason))).toEqual(pairs);
      }),
    );
  });

  it("takes the columns by name, in any order and beside others", async () => {
    expect(await read("id,Label,text\n1,a,hello\n")).toEqual([{ line: 2, row: { text: "hello", label: "a" } }]);
  });

  it("reports each unusable row with its line and goes on", async () => {
    const rows = await read("text,category\n,empty\nno label,\none,two,three\nfine,ok\n");
    expect(rows.map((row) => ("reason" in row ? `${row.line}: ${row.reason}` : row.row.label))).toEqual([
      "2: has no text",
      "3: has no category",
      "4: has 3 columns instead of 2; a text with commas needs quotes",
      "ok",
    ]);
  });

  it("closes the upload of a file that it refuses, however much is still to come", async () => {
    let isClosed = false;
    async function* endless(): AsyncGenerator<Uint8Array> {
      try {
        for (;;) yield new TextEncoder().encode(`a,b\n${"1,2\n".repeat(50_000)}`);
      } finally {
        isClosed = true;
      }
    }
    const reading = (async () => {
      for await (const row of readLabelledCsv(endless())) void row;
    })();
    await expect(reading).rejects.toThrow(/must name the columns/);
    await vi.waitFor(() => expect(isClosed).toBe(true));
  });

  it("says what the first line must be, for a file of another kind, an empty one and another encoding", async () => {
    await expect(read("a,b\n1,2\n")).rejects.toThrow(/must name the columns `text` and `category`; it has `a`, `b`/);
    await expect(read("")).rejects.toThrow(/empty/);
    await expect(read(new Uint8Array([0x74, 0xff, 0xfe]))).rejects.toThrow(/UTF-8/);
  });
});
