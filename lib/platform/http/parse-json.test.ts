import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseJson } from "./parse-json";

const bytes = (text: string) => new TextEncoder().encode(text);

describe("parseJson", () => {
  it("reads whatever JSON.stringify wrote", () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 6 }), (value) => {
        fc.pre(!JSON.stringify(value).includes("__proto__"));
        expect(parseJson(bytes(JSON.stringify(value)))).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });

  it("refuses 200,000 nested arrays without building them", () => {
    expect(() => parseJson(bytes("[".repeat(200_000) + "]".repeat(200_000)))).toThrow(/nested deeper than 64/);
  });

  it("does not mistake brackets inside strings for nesting", () => {
    expect(parseJson(bytes(JSON.stringify({ text: `${"[".repeat(500)}\\"{{{` })))).toBeTruthy();
  });

  it("refuses __proto__ as a key, however it is spelled and wherever it hides", () => {
    expect(() => parseJson(bytes('{"a":[{"__proto__":{"isAdmin":true}}]}'))).toThrow(/__proto__/);
    expect(() => parseJson(bytes('{"\\u005f_proto__":1}'))).toThrow(/__proto__/);
  });

  it("allows people to talk about __proto__ in a text", () => {
    expect(parseJson(bytes('{"text":"what is __proto__?"}'))).toEqual({ text: "what is __proto__?" });
  });

  it("says what is wrong with an empty, a broken, a non-UTF-8 and a too large body", () => {
    expect(() => parseJson(bytes(""))).toThrow(/empty/);
    expect(() => parseJson(bytes('{"a":'))).toThrow(/not valid JSON/);
    expect(() => parseJson(new Uint8Array([0x22, 0xff, 0x22]))).toThrow(/UTF-8/);
    expect(() => parseJson(bytes('"aaaa"'), { maxBytes: 3 })).toThrow(/larger than/);
  });
});
