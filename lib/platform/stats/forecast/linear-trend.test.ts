import { describe, expect, it } from "vitest";
import { linearTrend } from "./linear-trend";
import { agreesWithVectors } from "../test-vectors";

agreesWithVectors("forecast.json", "linear_trend_forecast");

describe("a straight line through values", () => {
  it("is the one worked out by hand", () => {
    // y = -2/3 + 1.5 x; residuals 1/6, -1/3, 1/6; residual variance 1/6 with one degree of freedom, t = 12.706.
    const line = linearTrend([1, 2, 4], 1)!;
    expect(line.slope).toBeCloseTo(1.5, 12);
    expect(line.intercept).toBeCloseTo(-2 / 3, 12);
    expect(line.residualSd).toBeCloseTo(Math.sqrt(1 / 6), 12);
    expect(line.r2).toBeCloseTo(27 / 28, 12);
    expect(line.forecast[0]).toBeCloseTo(16 / 3, 12);
    expect(line.interval95[0]!.high - 16 / 3).toBeCloseTo(12.7062047362 * Math.sqrt((1 / 6) * (1 + 1 / 3 + 2)), 8);
    expect(line.totalInterval95.high).toBeCloseTo(line.interval95[0]!.high, 12);
  });

  it("says nothing about the slope of values that do not vary", () => {
    expect(linearTrend([5, 5, 5, 5], 2)).toMatchObject({ slope: 0, slopeP: null, r2: null, total: 10 });
  });

  it("leaves no doubt about an exact line", () => {
    const line = linearTrend([1, 2, 3, 4], 1)!;
    expect(line.slopeP).toBeLessThan(1e-12);
    expect(line.forecast[0]).toBeCloseTo(5, 10);
  });

  it("needs three finite values", () => {
    expect(linearTrend([1, 2], 3)).toBeNull();
    expect(linearTrend([1, NaN, 2], 3)).toBeNull();
  });
});
