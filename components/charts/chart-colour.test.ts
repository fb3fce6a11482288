import { describe, expect, it } from "vitest";
import { assignLooks, chartColour, knownColours, NO_KNOWN_COLOURS } from "./chart-colour";

const LOCAL = ["local/council", "local/embed", "local/encoder", "local/nb", "local/tfidf"];
const names = (count: number) => Array.from({ length: count }, (_, index) => `model-${index}`);

describe("chart colours", () => {
  it("gives an entity the same colour everywhere, alone or among others", () => {
    const known = knownColours([...LOCAL, ...names(11)]);
    const shown = assignLooks(["local/tfidf", "local/council", "model-3"], known);
    for (const [key, { colour }] of shown) expect(colour).toBe(chartColour(key, known));
  });

  it("never gives two models in use one colour, up to sixteen of them", () => {
    const known = knownColours([...LOCAL, ...names(11)]);
    expect(new Set([...LOCAL, ...names(11)].map((key) => chartColour(key, known))).size).toBe(16);
    expect(chartColour("local/tfidf", known)).not.toBe(chartColour("local/council", known));
  });

  it("moves no model's colour when another comes into use", () => {
    const before = knownColours(LOCAL);
    const after = knownColours([...LOCAL, "openai/gpt-5"]);
    for (const key of LOCAL) expect(chartColour(key, after)).toBe(chartColour(key, before));
  });

  it("keeps series apart that nobody knew before, and ones that share a colour elsewhere", () => {
    const crowded = knownColours(names(40));
    const looks = [...assignLooks([...names(40).slice(20, 26), "a user", "another"], crowded).values()];
    expect(new Set(looks.map(({ colour }) => colour)).size).toBe(8);
    expect(new Set(looks.map(({ dash }) => dash)).size).toBe(8);
  });

  it("does not depend on the order in which series arrive, and has a look for any number of them", () => {
    const keys = names(30);
    expect(assignLooks(keys, NO_KNOWN_COLOURS)).toEqual(assignLooks(keys.toReversed(), NO_KNOWN_COLOURS));
    expect(assignLooks(keys, NO_KNOWN_COLOURS).size).toBe(30);
  });
});
