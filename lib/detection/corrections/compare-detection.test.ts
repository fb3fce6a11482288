import { describe, expect, it } from "vitest";
import { compareDetection } from "./compare-detection";

const measured = (corrections: number, builtIn: number, asked = 10) => ({
  corrections: { right: corrections, asked },
  builtIn: { right: builtIn, asked: 100 },
});

describe("retrained detection", () => {
  it("takes over when it is right more often and forgets nothing", () => {
    expect(compareDetection(measured(4, 90), measured(7, 90)).isBetter).toBe(true);
  });

  it("does not take over for a draw", () => {
    const { isBetter, verdict } = compareDetection(measured(7, 90), measured(7, 95));
    expect(isBetter).toBe(false);
    expect(verdict).toContain("Not better");
  });

  it("does not take over when it forgets what came with the product", () => {
    const { isBetter, verdict } = compareDetection(measured(4, 90), measured(7, 87));
    expect(isBetter).toBe(false);
    expect(verdict).toContain("worse by 3.0 %");
  });

  it("does not take over when there was nothing to measure on", () => {
    const { isBetter, after } = compareDetection(measured(0, 90, 0), measured(0, 99, 0));
    expect(isBetter).toBe(false);
    expect(after.corrections).toBe(0);
  });
});
