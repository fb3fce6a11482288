import { describe, expect, it } from "vitest";
import { isAppError } from "@/lib/platform/errors";
import { readDocument } from "./read-document";
import { readPdf } from "./read-pdf";
import { stream, writePdf } from "./test-pdf";

const read = (bytes: Buffer, options: Parameters<typeof readDocument>[1] = {}) =>
  readDocument({ mediaType: "application/pdf", name: "Price list.pdf", bytes }, options);

async function refusalOf(bytes: Buffer, options: Parameters<typeof readDocument>[1] = {}) {
  try {
    await read(bytes, options);
  } catch (error) {
    if (isAppError(error)) return { code: error.code, message: error.message };
    throw error;
  }
  throw new Error("The document was read");
}

describe("a PDF", () => {
  it.each([false, true])(
    "has a section per page with text, with its number and chapter (compressed: %s)",
    async (isCompressed) => {
      const bytes = writePdf({
        title: "Terms of delivery",
        pages: [
          ["Our terms (2026)"],
          [],
          ["Delivery takes three work-", "ing days.", "", "Parcels are insured."],
          ["Last page"],
        ],
        outline: [
          { title: "Start", page: 1 },
          { title: "Delivery", page: 3 },
        ],
        isCompressed,
      });
      const document = await read(bytes);
      expect(document).toMatchObject({ title: "Terms of delivery", pages: 4, mediaType: "application/pdf" });
      expect(document.sections.map(({ page, path, text }) => [page, path, text])).toEqual([
        [1, ["Start"], "Our terms (2026)"],
        [3, ["Delivery"], "Delivery takes three working days.\n\nParcels are insured."],
        [4, ["Delivery"], "Last page"],
      ]);
      for (const { text, start, end } of document.sections) expect(document.text.slice(start, end)).toBe(text);
    },
  );

  it("without a title of its own is called like its file", async () => {
    expect((await read(writePdf({ pages: [["x"]] }))).title).toBe("Price list");
    expect((await read(writePdf({ pages: [["x"]], title: "Microsoft Word - x.docx" }))).title).toBe("Price list");
  });

  it("that is protected is refused, with what to do", async () => {
    const encrypt =
      "<< /Filter /Standard /V 1 /R 2 /O (12345678901234567890123456789012) /U (12345678901234567890123456789012) /P -4 >>";
    const bytes = writePdf({ pages: [["x"]], objects: [encrypt], trailer: "/Encrypt 8 0 R /ID [<00><00>]" });
    expect(await refusalOf(bytes)).toMatchObject({ code: "invalid_input", message: /protected.*without protection/ });
    const disguised = Buffer.from(bytes.toString("latin1").replace("/Encrypt", "/#45ncrypt"), "latin1");
    expect(await refusalOf(disguised)).toMatchObject({ code: "invalid_input", message: /protected/ });
  });

  it("of scanned pages says that text recognition is needed", async () => {
    expect((await refusalOf(writePdf({ pages: [[], []] }))).message).toMatch(/OCR/);
  });

  it("that is none, or broken, is refused in words", async () => {
    expect((await refusalOf(Buffer.from("hello"))).message).toMatch(/no PDF/);
    expect((await refusalOf(Buffer.from("%PDF-1.7\nnothing"))).message).toMatch(/damaged/);
    const whole = writePdf({ pages: [["a text"]] });
    const noise = Buffer.from(whole.map((byte, at) => (at > 20 && at % 7 === 0 ? byte ^ 0x55 : byte)));
    expect((await refusalOf(noise)).code).toBe("invalid_input");
  });

  it("that unfolds to gigabytes is refused before it does", async () => {
    const bomb = stream(Buffer.alloc(120_000_000, " "), true);
    expect(bomb.length).toBeLessThan(200_000);
    expect((await refusalOf(writePdf({ pages: [["x"]], objects: [bomb] }))).code).toBe("too_large");
  });

  it("that needs more memory than it may is stopped", async () => {
    const bytes = writePdf({ pages: Array.from({ length: 100 }, () => ["A line of text"]) });
    const reading = readPdf(bytes, { timeoutMs: 60_000, maxMemoryBytes: 1_000_000 });
    await expect(reading).rejects.toMatchObject({ code: "too_large" });
  });

  it("stops when its time is over or nobody waits", async () => {
    const bytes = writePdf({ pages: [["x"]] });
    expect((await refusalOf(bytes, { timeoutMs: 1 })).code).toBe("timeout");
    const controller = new AbortController();
    const reading = read(bytes, { signal: controller.signal });
    controller.abort(new Error("gone"));
    await expect(reading).rejects.toThrow("gone");
  });
});
