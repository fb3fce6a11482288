import { describe, expect, it } from "vitest";
import { assignLooks, chartColour } from "./chart-colour";

describe("chart colours", () => {
  it("gives an entity the same colour everywhere", () => {
    expect(chartColour("openai/gpt-4o")).toBe(chartColour("openai/gpt-4o"));
    expect(assignLooks(["openai/gpt-4o"]).get("openai/gpt-4o")?.colour).toBe(chartColour("openai/gpt-4o"));
  });

  it("never gives two of up to eight series one colour, nor one dash pattern", () => {
    const looks = [...assignLooks(["a", "b", "c", "d", "e", "f", "g", "h"]).values()];
    expect(new Set(looks.map(({ colour }) => colour)).size).toBe(8);
    expect(new Set(looks.map(({ dash }) => dash)).size).toBe(8);
  });

  it("does not depend on the order in which series arrive, and reuses hues beyond eight", () => {
    const keys = Array.from({ length: 20 }, (_, index) => `model-${index}`);
    expect(assignLooks(keys)).toEqual(assignLooks(keys.toReversed()));
    expect(assignLooks(keys).size).toBe(20);
  });
});
