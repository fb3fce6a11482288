import { describe, expect, it } from "vitest";
import { score } from "../score";

const reference = { name: "Ada Ek", total: 1250.5, lines: [{ item: "desk" }, { item: "lamp" }] };
const scoreOf = (output: unknown) =>
  score("data_extraction", { output: typeof output === "string" ? output : JSON.stringify(output), reference }).score;

describe("the extraction scorer", () => {
  it("takes other spellings of a value for the same", () => {
    expect(scoreOf({ ...reference, name: "ADA EK", total: "1.250,50" })).toBe(100);
  });

  it("does not mind the order of a list", () => {
    expect(scoreOf({ ...reference, lines: [{ item: "lamp" }, { item: "desk" }] })).toBe(100);
  });

  it("punishes a missing field less than an invented one on top of it", () => {
    const { name, total } = reference;
    expect(scoreOf({ name, total })).toBeLessThan(100);
    expect(scoreOf({ name, total, vat: "DE811" })).toBeLessThan(scoreOf({ name, total }));
  });

  it("survives documents without bottom", () => {
    expect(scoreOf("[".repeat(10_000))).toBeLessThan(30);
    expect(scoreOf(`${'{"a":'.repeat(2_000)}1${"}".repeat(2_000)}`)).toBeLessThan(40);
  });

  it("is not fooled by every word of the source as a value", () => {
    const input = "Extract the fields: name, city. Ada Ek lives in Lund.";
    const dumped = { a: "Extract", b: "the", c: "fields", d: "Ada", e: "Ek", f: "lives", g: "Lund" };
    const dump = score("data_extraction", { input, output: JSON.stringify(dumped) }).score;
    expect(dump).toBeLessThan(score("data_extraction", { input, output: '{"name":"Ada Ek","city":"Lund"}' }).score);
  });
});
