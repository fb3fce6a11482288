import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { SseParser, type SseEvent } from "./sse-parser";

const encode = (text: string) => new TextEncoder().encode(text);
const parse = (text: string) => new SseParser().push(encode(text));

/** Feeds the bytes in pieces cut at the given places. */
function parseInPieces(text: string, cuts: number[]): SseEvent[] {
  const bytes = encode(text);
  const parser = new SseParser();
  const places = [...new Set(cuts.map((cut) => cut % (bytes.length + 1)))].sort((a, b) => a - b);
  return [0, ...places].flatMap((from, index) => parser.push(bytes.subarray(from, places[index] ?? bytes.length)));
}

describe("SseParser", () => {
  it("reads names, several data lines, comments and fields that it does not know", () => {
    const text = ": hello\nevent: delta\nid: 7\nretry: 10\ndata: one\ndata:two\ndata:  three\n\ndata: [DONE]\n\n";
    expect(parse(text)).toEqual([
      { name: "delta", data: "one\ntwo\n three" },
      { name: null, data: "[DONE]" },
    ]);
  });

  it("drops events without data", () => {
    expect(parse("event: ping\n\n\n\n: comment\n\n")).toEqual([]);
  });

  it("finds the same events wherever the bytes are split, also within a character or a line end", () => {
    const line = fc.string({ unit: fc.constantFrom("a", "ü", "€", "😀", " ", ":", "{", '"') });
    const lineEnd = fc.constantFrom("\n", "\r\n", "\r");
    const stream = fc.array(fc.array(line, { minLength: 1, maxLength: 3 }), { maxLength: 5 });
    fc.assert(
      fc.property(stream, lineEnd, fc.array(fc.nat(), { maxLength: 12 }), (events, end, cuts) => {
        const text = events.map((lines) => lines.map((data) => `data: ${data}${end}`).join("") + end).join("");
        const expected = events.map((lines) => ({ name: null, data: lines.join("\n") }));
        expect(parseInPieces(text, cuts)).toEqual(expected);
      }),
    );
  });

  it("keeps what stood before the end without a blank line apart, for the reader to judge", () => {
    const parser = new SseParser();
    expect(parser.push(encode("data: whole\n\ndata: rest"))).toEqual([{ name: null, data: "whole" }]);
    expect(parser.end()).toEqual({ name: null, data: "rest" });
    expect(new SseParser().end()).toBeNull();
  });

  it("refuses a line or an event without end", () => {
    const line = new SseParser(100);
    expect(() => line.push(encode("x".repeat(101)))).toThrow(RangeError);
    const event = new SseParser(100);
    expect(() => {
      for (let index = 0; index < 20; index++) event.push(encode("data: 0123456789\n"));
    }).toThrow(RangeError);
  });
});
