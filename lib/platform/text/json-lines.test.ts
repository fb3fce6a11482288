import { describe, expect, it } from "vitest";
import { JsonFault, parseWithLines } from "./json-lines";

const faultOf = (text: string): JsonFault => {
  try {
    parseWithLines(text);
  } catch (error) {
    if (error instanceof JsonFault) return error;
  }
  throw new Error("It is JSON");
};

describe("JSON with its lines", () => {
  it("tells the line of every part, and of what is around a part that is not there", () => {
    const text = '{\n "a": [\n  {"b": 1},\n  {"c":\n   "x\\n\\"}"}\n ],\n "": null\n}';
    const { value, lines } = parseWithLines(text);
    expect(value).toEqual(JSON.parse(text));
    expect(lines.lineOf([])).toBe(1);
    expect(lines.lineOf(["a"])).toBe(2);
    expect(lines.lineOf(["a", 0, "b"])).toBe(3);
    expect(lines.lineOf(["a", 1, "c"])).toBe(5);
    expect(lines.lineOf(["a", 1, "missing", 4])).toBe(4);
    expect(lines.lineOf([""])).toBe(7);
  });

  it("tells where a text stops being JSON, also at its end", () => {
    expect(faultOf('{\n "a": 1,\n oops\n}').line).toBe(3);
    expect(faultOf('{\n "a": [1,\n').line).toBeGreaterThanOrEqual(2);
    expect(faultOf("").line).toBe(1);
    expect(faultOf("[1]\nx").line).toBe(2);
  });

  it("is not upset by deep nesting or names like __proto__", () => {
    const deep = `${"[".repeat(2_000)}${"]".repeat(2_000)}`;
    expect(parseWithLines(deep).lines.lineOf([0, 0])).toBe(1);
    expect(parseWithLines('{"__proto__":\n {"x": 1}}').lines.lineOf(["__proto__", "x"])).toBe(2);
  });
});
