import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { chunkSections, type Chunk } from "./chunk-sections";
import { countTokens } from "./count-tokens";

const section = (text: string, path: string[] = []) => ({ path, page: null, text, start: 0 });

const WORDS = [
  "invoice",
  "the",
  "Refunds",
  "42",
  "e-mail.",
  "Why?",
  "naïve",
  "日本語です。",
  "👩‍👩‍👧‍👦",
  "a\n\nb",
  "line\nend",
  "https://example.org/a/very/long/path?with=query",
];
const anyText = fc.oneof(
  fc.string({ unit: "grapheme", maxLength: 400 }),
  fc.string({ unit: "binary", maxLength: 400 }),
  fc.array(fc.constantFrom(...WORDS), { maxLength: 300 }).map((words) => words.join(" ")),
);
const options = fc.record({
  targetTokens: fc.integer({ min: 16, max: 120 }),
  overlapTokens: fc.integer({ min: 0, max: 40 }),
});

describe("chunks of a section", () => {
  it("lose nothing but white space", () => {
    fc.assert(
      fc.property(anyText, options, (text, chosen) => {
        const covered = new Uint8Array(text.length);
        for (const { start, end } of chunkSections([section(text)], chosen)) covered.fill(1, start, end);
        const lost = Array.from({ length: text.length }, (_, at) => (covered[at] ? "" : text[at]!)).join("");
        expect(lost.trim()).toBe("");
      }),
    );
  });

  it("are what their ranges say, in order, and end with neither blank nor half a sign", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", maxLength: 600 }), options, (text, chosen) => {
        const chunks = chunkSections([{ ...section(text), start: 7 }], chosen);
        for (const chunk of chunks) {
          expect(chunk.text).toBe(text.slice(chunk.start - 7, chunk.end - 7));
          expect(chunk.text).not.toMatch(/^\s|\s$/);
          expect(chunk.text).not.toMatch(/^[\udc00-\udfff]|[\ud800-\udbff]$/);
        }
        expect(chunks.map(({ start }) => start)).toEqual([...chunks.map(({ start }) => start)].sort((a, b) => a - b));
      }),
    );
  });

  it("keep the limit", () => {
    fc.assert(
      fc.property(anyText, options, (text, chosen) => {
        for (const chunk of chunkSections([section(text)], chosen)) {
          expect(countTokens(chunk.text)).toBeLessThanOrEqual(chosen.targetTokens);
          expect(chunk.tokens).toBeLessThanOrEqual(chosen.targetTokens);
        }
      }),
    );
  });

  it("repeat at most what was asked, and something of it wherever a word fits", () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom("one", "two", "three.", "Four"), { minLength: 1, maxLength: 200 }),
        options,
        (words, chosen) => {
          const text = words.join(" ");
          const chunks = chunkSections([section(text)], chosen);
          const allowed = Math.min(chosen.overlapTokens, Math.floor(chosen.targetTokens / 2));
          chunks.slice(1).forEach((chunk, index) => {
            const repeated = text.slice(chunk.start, chunks[index]!.end);
            expect(countTokens(repeated)).toBeLessThanOrEqual(allowed);
            if (allowed >= 2) expect(repeated.length).toBeGreaterThan(0);
          });
        },
      ),
    );
  });

  it("always go on, even where a chunk repeats half of the one before", () => {
    const text = Array.from({ length: 500 }, (_, at) => `word${at}`).join(" ");
    const chunks = chunkSections([section(text)], { targetTokens: 16, overlapTokens: 1_000 });
    chunks.slice(1).forEach((chunk, index) => {
      expect(chunk.start).toBeGreaterThan(chunks[index]!.start);
      expect(chunk.end).toBeGreaterThan(chunks[index]!.end);
    });
  });

  it("end with a paragraph where one ends near enough, else with a sentence", () => {
    const sentence = "You can change the address of an open order until it is packed.";
    const byParagraph = chunkSections([section(`${sentence} ${sentence}\n\n${sentence} ${sentence} ${sentence}`)], {
      targetTokens: 60,
      overlapTokens: 0,
    });
    expect(byParagraph[0]!.text).toBe(`${sentence} ${sentence}`);
    const bySentence = chunkSections([section(Array(9).fill(sentence).join(" "))], {
      targetTokens: 50,
      overlapTokens: 0,
    });
    for (const { text } of bySentence) expect(text).toMatch(/packed\.$/);
  });

  it("begin their overlap with a sentence where one begins within it", () => {
    const sentence = "Refunds take five days.";
    const chunks = chunkSections([section(Array(30).fill(sentence).join(" "))], {
      targetTokens: 40,
      overlapTokens: 10,
    });
    expect(chunks.length).toBeGreaterThan(3);
    for (const { text } of chunks) expect(text).toMatch(/^Refunds/);
  });

  it("never cut a family in two", () => {
    const family = "👩‍👩‍👧‍👦";
    const chunks = chunkSections([section(family.repeat(200))], { targetTokens: 16, overlapTokens: 4 });
    for (const { text } of chunks) expect(text.length % family.length).toBe(0);
  });

  it("cut even a letter under more marks than a chunk may hold", () => {
    const chunks = chunkSections([section(`a${"\u0301".repeat(500)}`)], { targetTokens: 16 });
    expect(chunks.length).toBeGreaterThan(20);
  });

  it("stay within their section and know its headings", () => {
    const chunks: Chunk[] = chunkSections([
      { path: ["Orders"], page: 1, text: "Short.", start: 0 },
      { path: ["Orders", "Returns"], page: 2, text: "Also short.", start: 8 },
      { path: ["Empty"], page: 3, text: " \n ", start: 21 },
    ]);
    expect(chunks).toMatchObject([
      { path: ["Orders"], page: 1, text: "Short.", start: 0, end: 6 },
      { path: ["Orders", "Returns"], page: 2, text: "Also short.", start: 8, end: 19 },
    ]);
  });

  it("cut a megabyte without a line end or a blank", () => {
    expect(chunkSections([section("日本".repeat(250_000))]).length).toBeGreaterThan(5_000);
  });
});
