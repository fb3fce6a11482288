import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { jsonText, storableText, toStored } from "./stored-json";

describe("jsonText", () => {
  it("keeps everything that PostgreSQL accepts", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        fc.pre(!JSON.stringify(value).includes("\\u"));
        expect(JSON.parse(jsonText(value))).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });

  it("drops NUL and repairs half characters, and leaves the text that only looks like them", () => {
    expect(JSON.parse(jsonText({ a: "x\0y", b: "\ud800z", c: "\\u0000", d: "😀" }))).toEqual({
      a: "xy",
      b: "\ufffdz",
      c: "\\u0000",
      d: "😀",
    });
    expect(storableText("\udc00\0")).toBe("\ufffd");
  });

  it("writes null for nothing", () => {
    expect(jsonText(undefined)).toBe("null");
  });
});

describe("toStored", () => {
  it("leaves out what is undefined, as the database would, and changes nothing else", () => {
    const at = new Date(0);
    expect(toStored({ a: 1, b: undefined, c: [null], at })).toEqual({ a: 1, c: [null], at: at.toISOString() });
  });
});
