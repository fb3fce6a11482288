import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { agreesWithVectors } from "../test-vectors";
import { proportionsPower, proportionsSampleSize } from "./proportions-power";
import { tTestPower, tTestSampleSize } from "./t-test-power";

agreesWithVectors("power.json", "power_t_samplesize", "power_t_power", "power_prop_samplesize", "power_prop_power");

describe("the power of a t test", () => {
  it("gives the answers of R's manual", () => {
    expect(tTestPower({ effectSize: 1, perGroup: 20 })).toBeCloseTo(0.8689528, 6);
    expect(tTestSampleSize({ effectSize: 1, power: 0.9 })!.exact).toBeCloseTo(22.0211, 3);
  });

  it("asks for 64 in each group to find a medium effect four times in five (Cohen 1988, table 2.4.1)", () => {
    expect(tTestSampleSize({ effectSize: 0.5, power: 0.8 })!.perGroup).toBe(64);
  });

  it("is alpha without an effect, and does not ask for its direction", () => {
    expect(tTestPower({ effectSize: 0, perGroup: 30, alpha: 0.1 })).toBeCloseTo(0.1, 9);
    expect(tTestPower({ effectSize: -0.4, perGroup: 30 })).toBeCloseTo(
      tTestPower({ effectSize: 0.4, perGroup: 30 })!,
      12,
    );
  });

  it("is reached with the sample size asked for, and missed with one less", () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.05, max: 3, noNaN: true }),
        fc.double({ min: 0.5, max: 0.99, noNaN: true }),
        fc.constantFrom(0.01, 0.05, 0.1),
        (effectSize, power, alpha) => {
          const { perGroup } = tTestSampleSize({ effectSize, power, alpha })!;
          expect(tTestPower({ effectSize, perGroup, alpha })!).toBeGreaterThanOrEqual(power - 1e-9);
          if (perGroup > 2)
            expect(tTestPower({ effectSize, perGroup: perGroup - 1, alpha })!).toBeLessThan(power + 1e-9);
        },
      ),
      { numRuns: 40 },
    );
  });

  it("is the normal's for the millions of values that a tiny effect takes", () => {
    const { exact, approximate } = tTestSampleSize({ effectSize: 1e-5, power: 0.8 })!;
    // The other side adds a millionth to the power.
    expect(exact / approximate).toBeCloseTo(1, 5);
    const below = tTestPower({ effectSize: 1e-3, perGroup: 4_999_999 })!;
    expect(tTestPower({ effectSize: 1e-3, perGroup: 5_000_002 })! - below).toBeLessThan(1e-6);
  });

  it("is unknown without a plan that can be carried out", () => {
    expect(tTestPower({ effectSize: 0.5, perGroup: 1 })).toBeNull();
    expect(tTestPower({ effectSize: NaN, perGroup: 9 })).toBeNull();
    expect(tTestSampleSize({ effectSize: 0, power: 0.8 })).toBeNull();
    expect(tTestSampleSize({ effectSize: 0.5, power: 1 })).toBeNull();
    expect(tTestSampleSize({ effectSize: 50, power: 0.8 })!.perGroup).toBe(2);
  });
});

describe("the power to tell two shares apart", () => {
  it("gives the answers of R's manual", () => {
    expect(proportionsPower({ shareA: 0.5, shareB: 0.75, perGroup: 50 })).toBeCloseTo(0.7401659, 6);
    expect(proportionsSampleSize({ shareA: 0.5, shareB: 0.75, power: 0.9 })!.exact).toBeCloseTo(76.7, 1);
  });

  it("is what the sample size was asked for", () => {
    const share = fc.double({ min: 0.01, max: 0.99, noNaN: true });
    fc.assert(
      fc.property(share, share, (shareA, shareB) => {
        fc.pre(Math.abs(shareA - shareB) > 1e-3);
        const { exact } = proportionsSampleSize({ shareA, shareB, power: 0.8 })!;
        expect(proportionsPower({ shareA, shareB, perGroup: exact })).toBeCloseTo(0.8, 6);
      }),
    );
  });

  it("is unknown for shares that are equal or none", () => {
    expect(proportionsSampleSize({ shareA: 0.3, shareB: 0.3, power: 0.8 })).toBeNull();
    expect(proportionsPower({ shareA: 0.3, shareB: 1.3, perGroup: 10 })).toBeNull();
    expect(proportionsPower({ shareA: 0.3, shareB: 0.4, perGroup: 0 })).toBeNull();
  });
});
