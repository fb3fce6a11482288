import { describe, expect, it } from "vitest";
import { prepareBreakdown } from "./prepare-breakdown";

const group = (name: string, count: number, costUsd: number, unpricedCount = 0) => ({
  name,
  count,
  costUsd,
  unpricedCount,
});

describe("the breakdown of costs", () => {
  it("puts the dearest first and gives each its share of the known cost", () => {
    const rows = prepareBreakdown([group("cheap", 100, 1), group("dear", 2, 3)]);
    expect(rows.map(({ name, shareOfCost }) => [name, shareOfCost])).toEqual([
      ["dear", 0.75],
      ["cheap", 0.25],
    ]);
  });

  it("does not let calls of unknown price make a model look cheap", () => {
    expect(prepareBreakdown([group("half known", 200, 1, 100)])[0]?.costPerThousandUsd).toBe(10);
    expect(prepareBreakdown([group("unknown", 5, 0, 5)])[0]?.costPerThousandUsd).toBeNull();
  });

  it("has no shares where nothing cost anything, and an order that does not depend on the input's", () => {
    const groups = [group("b", 1, 0), group("a", 1, 0), group("busy", 9, 0)];
    expect(prepareBreakdown(groups)).toEqual(prepareBreakdown(groups.toReversed()));
    expect(prepareBreakdown(groups).map(({ name, shareOfCost }) => [name, shareOfCost])).toEqual([
      ["busy", null],
      ["a", null],
      ["b", null],
    ]);
  });
});
