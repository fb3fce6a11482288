import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { agreesWithVectors } from "../test-vectors";
import { pairedTTest } from "./paired-t-test";

agreesWithVectors("paired.json", "paired_t", "mcnemar");

/** Hours of sleep gained by ten patients with each of two drugs (Student 1908). */
const FIRST_DRUG = [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0, 2];
const SECOND_DRUG = [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4];

describe("the paired t test", () => {
  it("gives Student's answer on his own data", () => {
    const answer = pairedTTest(FIRST_DRUG, SECOND_DRUG);
    if (!answer.decidable) throw new Error("decidable");
    expect(answer.t).toBeCloseTo(4.0621, 4);
    expect(answer.pTwoSided).toBeCloseTo(0.002833, 6);
    expect(answer.interval.low).toBeCloseTo(0.7001142, 6);
  });

  it("does not see what is added to both sides of a pair", () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.integer(), fc.integer({ min: -99, max: 99 })), { minLength: 3 }), (pairs) => {
        const gain = pairs.map(([, change]) => change);
        const answer = pairedTTest(
          pairs.map(([base]) => base),
          pairs.map(([base, change]) => base + change),
        );
        const alone = pairedTTest(new Array<number>(gain.length).fill(0), gain);
        expect(answer).toEqual(alone);
      }),
    );
  });

  it.each([
    ["no pair", [], []],
    ["one pair", [1], [2]],
    ["pairs that all differ by the same", [1, 2, 3], [2, 3, 4]],
    ["values that are no numbers", [1, NaN, 2], [3, 1, 2]],
    ["values beyond a double", [1e308, -1e308, 2], [-1e308, 1e308, 4]],
  ])("decides nothing with %s", (_, a, b) => {
    expect(pairedTTest(a, b)).toEqual({ decidable: false, significant: false });
  });
});
