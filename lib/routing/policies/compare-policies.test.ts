import { describe, expect, it } from "vitest";
import { comparePolicies, type PairedOutcome } from "./compare-policies";

const CURRENT = { policyId: null, description: "always a/best" };

const outcome = (score: number, costUsd: number | null) => ({ score, costUsd, calls: ["a/x"] });

/** Every tenth prompt is answered wrongly by both. */
function pairs(count: number, candidate: (index: number) => [number, number | null], costUsd: number | null = 0.01) {
  return Array.from({ length: count }, (_, index): PairedOutcome => {
    const [score, cost] = candidate(index);
    return { candidate: outcome(score, cost), current: outcome(index % 10 === 0 ? 0 : 1, costUsd) };
  });
}

const same = (index: number) => (index % 10 === 0 ? 0 : 1);

describe("comparePolicies", () => {
  it("takes a policy of equal quality that costs less, and says how much", () => {
    const { isBetter, verdict, qualityDifference } = comparePolicies(
      pairs(100, (index) => [same(index), 0.004]),
      CURRENT,
    );
    expect({ isBetter, verdict }).toEqual({
      isBetter: true,
      verdict: "As good as always a/best, and it costs 60 % less",
    });
    expect(qualityDifference).toEqual({ mean: 0, low: 0, high: 0 });
  });

  it("takes a dearer policy only for a quality that is surely higher", () => {
    expect(
      comparePolicies(
        pairs(200, () => [1, 0.1]),
        CURRENT,
      ).isBetter,
    ).toBe(true);
    expect(
      comparePolicies(
        pairs(200, (index) => [same(index), 0.1]),
        CURRENT,
      ).isBetter,
    ).toBe(false);
  });

  it("leaves an equal policy that costs the same", () => {
    expect(
      comparePolicies(
        pairs(100, (index) => [same(index), 0.01]),
        CURRENT,
      ),
    ).toMatchObject({ isBetter: false });
  });

  it("leaves a cheaper policy whose quality may be lower, and one judged on a handful of prompts", () => {
    expect(
      comparePolicies(
        pairs(100, (index) => [index % 9 === 0 ? 0 : 1, 0.001]),
        CURRENT,
      ).isBetter,
    ).toBe(false);
    expect(
      comparePolicies(
        pairs(10, () => [1, 0.001]),
        CURRENT,
      ),
    ).toMatchObject({ isBetter: false, promptCount: 10 });
    expect(comparePolicies([], CURRENT)).toMatchObject({ isBetter: false, costUsd: { candidate: null } });
  });

  it("does not take an unknown price for a low one", () => {
    expect(
      comparePolicies(
        pairs(100, (index) => [same(index), null]),
        CURRENT,
      ).isBetter,
    ).toBe(false);
  });
});
