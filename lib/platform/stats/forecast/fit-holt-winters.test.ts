import { describe, expect, it } from "vitest";
import { fitHoltWinters, predictHoltWinters } from "./fit-holt-winters";
import { carryOnState, smooth } from "./holt-winters";
import { agreesWithVectors } from "../test-vectors";

agreesWithVectors("forecast.json", "holt_winters_fixed", "holt_winters_optimised");

/** Oil production of Saudi Arabia 1996-2013 (Hyndman and Athanasopoulos, Forecasting: Principles and Practice, 7.1). */
const OIL = [
  445.3641, 453.195, 454.4096, 422.3789, 456.0371, 440.3866, 425.1944, 486.2052, 500.4291, 521.2759, 508.9476, 488.8889,
  509.8706, 456.7229, 473.8166, 525.9509, 549.8338, 542.3405,
];

describe("exponential smoothing", () => {
  it("gives the published forecast with the published weight", () => {
    const weights = { alpha: 0.8339, beta: 0, gamma: 0 };
    const { state } = smooth(OIL, { level: 446.5868, trend: 0, seasonal: [] }, { mode: "ses", weights });
    expect(carryOnState(state, "ses", 2)[1]).toBeCloseTo(542.6806, 2);
  });

  it.each(["additive", "multiplicative"] as const)("keeps an exact %s pattern for ever", (mode) => {
    const factors = [1, 2, 3, 2];
    const value = (step: number) =>
      mode === "additive" ? 20 + step + factors[step % 4]! : (20 + step) * (factors[step % 4]! / 2);
    const fitted = fitHoltWinters(
      Array.from({ length: 24 }, (_, step) => value(step)),
      mode,
      4,
    )!;
    const { expected } = predictHoltWinters(fitted, 4, 8);
    expected.forEach((got, step) => expect(Math.abs(got / value(24 + step) - 1)).toBeLessThan(0.02));
  });

  it("is unsure of a later step more than of the next, and of a total more than of its steps", () => {
    const fitted = fitHoltWinters([5, 7, 6, 8, 5, 9, 6, 7, 8, 6], "holt", 1)!;
    const { sd, totalSd } = predictHoltWinters(fitted, 1, 3);
    expect(sd).toEqual(sd!.toSorted((a, b) => a - b));
    expect(totalSd![2]).toBeGreaterThan(sd![2]!);
    expect(totalSd![0]).toBe(sd![0]);
  });

  it("needs two whole periods", () => {
    expect(fitHoltWinters([1, 2, 3, 4, 5], "additive", 4)).toBeNull();
    expect(fitHoltWinters([1], "ses", 1)).toBeNull();
  });
});
