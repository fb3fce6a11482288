import { describe, expect, it } from "vitest";
import { readShares } from "./read-shares";

const design = {
  coverage: 0.5,
  variants: [
    { key: "a", name: "A", weight: 0.5, configuration: {} },
    { key: "b", name: "B", weight: 0.5, configuration: {} },
  ],
};

describe("changed shares", () => {
  it("begin a new phase, but more coverage alone moves nobody", () => {
    expect(readShares(design, [50, 50], 80)).toMatchObject({
      beginsPhase: false,
      problem: null,
      changes: { coverage: 0.8 },
    });
    expect(readShares(design, [50, 50], 20).beginsPhase).toBe(true);
    expect(readShares(design, [80, 20], 50)).toMatchObject({ beginsPhase: true, problem: null });
  });

  it("that do not sum to 100, or cover nobody, are not sent", () => {
    expect(readShares(design, [50, 40], 50).problem).toBe("The shares sum to 90 %; they have to sum to 100 %");
    expect(readShares(design, [null, 100], 0).problem).toContain("coverage");
  });
});
