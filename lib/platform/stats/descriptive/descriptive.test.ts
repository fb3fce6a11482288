import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { agreesWithVectors } from "../test-vectors";
import { percentileOfSorted, percentiles } from "./percentile";
import { summarise } from "./summarise";

agreesWithVectors("percentiles.json", "percentiles");

const anyValues = fc.array(fc.double({ min: -1e9, max: 1e9, noNaN: true }), { minLength: 1, maxLength: 60 });

describe("a percentile", () => {
  it("is the one in Excel's manual", () => {
    expect(percentiles([1, 3, 2, 4], [30])[0]).toBeCloseTo(1.9, 12);
  });

  it("lies between the smallest and the largest value and grows with the percent", () => {
    fc.assert(
      fc.property(anyValues, fc.double({ min: 0, max: 100, noNaN: true }), (values, percent) => {
        const [least, here, most] = percentiles(values, [0, percent, 100]) as [number, number, number];
        expect(least).toBe(Math.min(...values));
        expect(most).toBe(Math.max(...values));
        expect(here).toBeGreaterThanOrEqual(least);
        expect(here).toBeLessThanOrEqual(most);
      }),
    );
  });

  it("of nothing, or beyond 0 to 100, is unknown", () => {
    expect(percentiles([], [50])).toEqual([null]);
    expect([percentileOfSorted([1, 2], 101), percentileOfSorted([1, 2], NaN)]).toEqual([null, null]);
  });
});

describe("a summary", () => {
  it("gives the certified deviation of values that share seven digits (NIST StRD, NumAcc4)", () => {
    const values = [10_000_000.2, ...Array.from({ length: 1000 }, (_, index) => 10_000_000.1 + 0.2 * (index % 2))];
    const { mean, sd } = summarise(values);
    expect(mean).toBeCloseTo(10_000_000.2, 8);
    expect(Math.abs(sd! / 0.1 - 1)).toBeLessThan(1e-7);
  });

  it("does not depend on the order, and moves and stretches with its values", () => {
    fc.assert(
      fc.property(anyValues, (values) => {
        const { mean, sd } = summarise(values);
        expect(summarise(values.toReversed()).mean).toBeCloseTo(mean!, 6);
        if (sd !== null) expect(summarise(values.map((value) => -2 * value)).sd! / 2).toBeCloseTo(sd, 6);
      }),
    );
  });

  it("knows no mean of nothing and no spread of one value", () => {
    expect(summarise([])).toEqual({ count: 0, mean: null, sd: null });
    expect(summarise([7])).toEqual({ count: 1, mean: 7, sd: null });
    expect(summarise([1, NaN])).toEqual({ count: 2, mean: null, sd: null });
    expect(summarise([1e200, -1e200]).sd).toBeNull();
  });
});
