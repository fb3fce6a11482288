import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { agreesWithVectors } from "../test-vectors";
import { compareProportions } from "./compare-proportions";
import { betaPosteriorInterval, clopperPearsonInterval, wilsonInterval } from "./proportion-interval";

agreesWithVectors("proportions.json", "two_proportion_z", "two_proportion_z_degenerate", "proportion_ci");

const proportion = fc
  .integer({ min: 1, max: 5000 })
  .chain((trials) => fc.record({ successes: fc.integer({ min: 0, max: trials }), trials: fc.constant(trials) }));

describe("the interval of a share", () => {
  it.each([
    [81, 263, [0.2553, 0.3662], [0.2527, 0.3676]],
    [15, 148, [0.0624, 0.1605], [0.0578, 0.1617]],
    [0, 20, [0, 0.1611], [0, 0.1684]],
    [1, 29, [0.0061, 0.1718], [0.0009, 0.1776]],
  ])("of %i in %i is the published one (Newcombe 1998, table I)", (successes, trials, score, exact) => {
    const wilson = wilsonInterval({ successes, trials });
    const clopperPearson = clopperPearsonInterval({ successes, trials });
    expect([wilson.low, wilson.high].map(toFourDigits)).toEqual(score);
    expect([clopperPearson.low, clopperPearson.high].map(toFourDigits)).toEqual(exact);
  });

  it("contains the share, lies within 0 and 1, and mirrors when success and failure change places", () => {
    fc.assert(
      fc.property(proportion, ({ successes, trials }) => {
        for (const interval of [wilsonInterval, clopperPearsonInterval]) {
          const { low, high } = interval({ successes, trials });
          expect(low).toBeGreaterThanOrEqual(0);
          expect(low).toBeLessThanOrEqual(successes / trials);
          expect(high).toBeGreaterThanOrEqual(successes / trials);
          expect(high).toBeLessThanOrEqual(1);
          expect(interval({ successes: trials - successes, trials }).high).toBeCloseTo(1 - low, 9);
        }
      }),
    );
  });

  it("is the same by each way for hundreds of millions of trials", () => {
    const [fewer, more] = [
      { successes: 0.9e8, trials: 3e8 },
      { successes: 1.2e8, trials: 4e8 },
    ];
    for (const interval of [clopperPearsonInterval, betaPosteriorInterval]) {
      for (const proportion of [fewer, more]) {
        const wilson = wilsonInterval(proportion);
        expect(interval(proportion).low).toBeCloseTo(wilson.low, 7);
        expect(interval(proportion).high).toBeCloseTo(wilson.high, 7);
      }
    }
  });

  it("is everything without a trial", () => {
    expect(wilsonInterval({ successes: 0, trials: 0 })).toEqual({ low: 0, high: 1 });
    expect(clopperPearsonInterval({ successes: 0, trials: 0 })).toEqual({ low: 0, high: 1 });
    expect(betaPosteriorInterval({ successes: 0, trials: 0 }).low).toBeCloseTo(0.025, 9);
  });
});

describe("the comparison of two shares", () => {
  it("gives the published intervals of 56 in 70 less 48 in 80 (Newcombe 1998, table II)", () => {
    const answer = compareProportions({ successes: 48, trials: 80 }, { successes: 56, trials: 70 });
    if (!answer.decidable) throw new Error("decidable");
    expect([answer.wald.low, answer.wald.high].map(toFourDigits)).toEqual([0.0575, 0.3425]);
    expect([answer.newcombe.low, answer.newcombe.high].map(toFourDigits)).toEqual([0.0524, 0.3339]);
  });

  it("changes only its sign when the arms change places", () => {
    fc.assert(
      fc.property(proportion, proportion, (a, b) => {
        const [answer, swapped] = [compareProportions(a, b), compareProportions(b, a)];
        expect(swapped.decidable).toBe(answer.decidable);
        if (!answer.decidable || !swapped.decidable) return;
        expect(swapped.z).toBeCloseTo(-answer.z, 9);
        expect(swapped.pCorrected).toBeCloseTo(answer.pCorrected, 9);
        expect(swapped.newcombe.low).toBeCloseTo(-answer.newcombe.high, 9);
        expect(answer.pCorrected).toBeGreaterThanOrEqual(answer.pTwoSided);
      }),
    );
  });

  it.each([
    ["an empty arm", { successes: 0, trials: 0 }, { successes: 3, trials: 10 }],
    ["two empty arms", { successes: 0, trials: 0 }, { successes: 0, trials: 0 }],
    ["no success at all", { successes: 0, trials: 20 }, { successes: 0, trials: 30 }],
    ["no failure at all", { successes: 20, trials: 20 }, { successes: 30, trials: 30 }],
    ["counts that are no numbers", { successes: NaN, trials: 20 }, { successes: 30, trials: 30 }],
  ])("decides nothing with %s", (_, a, b) => {
    expect(compareProportions(a, b)).toEqual({ decidable: false, significant: false });
  });
});

const toFourDigits = (value: number): number => Math.round(value * 1e4) / 1e4;
