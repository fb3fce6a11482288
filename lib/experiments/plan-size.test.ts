import { describe, expect, it } from "vitest";
import { planSize } from "./plan-size";

const QUESTION = { baseline: 0.6, sd: 0.49, isShare: true, minimumEffect: 0.05, variants: 2, alpha: 0.05, power: 0.8 };

describe("a planned size", () => {
  it("for one look is the published one (Fleiss 1981), and looking any time costs more", () => {
    const { looksOnce, looksAnytime } = planSize(QUESTION)!;
    expect(looksOnce).toBe(1_471);
    expect(looksAnytime).toBeGreaterThan(1.5 * looksOnce);
    expect(looksAnytime).toBeLessThan(2.5 * looksOnce);
  });

  it("grows with the number of variants, and as the difference shrinks", () => {
    const size = planSize(QUESTION)!.looksAnytime;
    expect(planSize({ ...QUESTION, variants: 5 })!.looksAnytime).toBeGreaterThan(size);
    expect(planSize({ ...QUESTION, minimumEffect: 0.025 })!.looksAnytime / size).toBeCloseTo(4, 0);
  });

  it("of a mean depends on the difference in standard deviations alone", () => {
    const mean = { ...QUESTION, isShare: false };
    expect(planSize({ ...mean, sd: 100, minimumEffect: 20 })).toEqual(planSize({ ...mean, sd: 1, minimumEffect: 0.2 }));
    expect(planSize({ ...mean, sd: 2, minimumEffect: 1 })!.looksOnce).toBe(64);
  });

  it("is none for what cannot be", () => {
    expect(planSize({ ...QUESTION, baseline: 0, minimumEffect: 1 })).toBeNull();
    expect(planSize({ ...QUESTION, minimumEffect: 1e-9 })).toBeNull();
  });
});
