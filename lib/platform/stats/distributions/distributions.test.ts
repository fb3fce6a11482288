import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { betaLowerTail, betaQuantile, betaUpperTail } from "./beta";
import { binomialLowerTail, binomialProbability, binomialUpperTail } from "./binomial";
import { chiSquareLowerTail, chiSquareQuantile, chiSquareUpperTail } from "./chi-square";
import { fLowerTail, fQuantile, fUpperTail } from "./f-distribution";
import { normalDensity, normalLowerTail, normalQuantile, normalTwoSided, normalUpperTail } from "./normal";
import { tLowerTail, tQuantile, tTwoSided, tUpperTail, twoSidedTQuantile } from "./student-t";
import { agreesWithVectors } from "../test-vectors";

agreesWithVectors("distributions.json", "distributions");

const near = (got: number, want: number) => expect(Math.abs(got / want - 1)).toBeLessThan(1e-6);

describe("the tables at the back of the book (Abramowitz and Stegun 1964)", () => {
  it.each([
    ["normal, z = 1.96", normalUpperTail(1.96), 0.0249978951],
    ["normal, density at 1", normalDensity(1), 0.2419707245],
    ["normal, 97.5 %", normalQuantile(0.975), 1.9599639845],
    ["t, 97.5 % with 10 degrees", tQuantile(0.975, 10), 2.228138852],
    ["t, 95 % two-sided with 4", twoSidedTQuantile(0.95, 4), 2.7764451052],
    ["chi-square, 95 % with 5", chiSquareQuantile(0.95, 5), 11.0704976935],
    ["chi-square, above 3.841459 with 1", chiSquareUpperTail(3.841458820694, 1), 0.05],
    ["F, 95 % with 3 and 10", fQuantile(0.95, 3, 10), 3.7082648191],
    ["Beta(2, 3) below 0.4", betaLowerTail(0.4, 2, 3), 0.5248],
    ["3 heads of 10", binomialProbability(3, 10, 0.5), 120 / 1024],
    ["at most 3 heads of 10", binomialLowerTail(3, 10, 0.5), 176 / 1024],
  ])("%s", (_, got, want) => near(got, want));
});

describe("closed forms", () => {
  it("Student's t with one degree of freedom is Cauchy's distribution", () => {
    for (const t of [1e-6, 0.3, 1, 40, 1e8, 1e100]) near(tUpperTail(t, 1), Math.atan(1 / t) / Math.PI);
  });

  it("chi-square with two degrees of freedom is exponential", () => {
    for (const x of [1e-9, 0.5, 3, 200, 1400]) near(chiSquareUpperTail(x, 2), Math.exp(-x / 2));
  });

  it("Beta(1, b) is a power", () => {
    for (const x of [1e-12, 0.01, 0.5, 0.999]) near(betaUpperTail(x, 1, 20), (1 - x) ** 20);
  });

  it("F with one and n degrees of freedom is t squared", () => {
    for (const t of [0.1, 2, 30]) near(fUpperTail(t * t, 1, 7), tTwoSided(t, 7));
  });
});

describe("far tails", () => {
  it("stay above 0 as long as a double can hold them", () => {
    near(normalUpperTail(20), 2.75362411860623e-89);
    near(normalUpperTail(37), 5.72557122252458e-300);
    near(tUpperTail(37, 5000), 2.14688777852491e-265);
    near(chiSquareUpperTail(1400, 2), 9.85967654375977e-305);
    near(normalQuantile(1e-300), -37.0470962993612);
  });
});

describe("every distribution", () => {
  const df = fc.double({ min: 0.3, max: 1e6, noNaN: true });
  const p = fc.double({ min: 1e-9, max: 1 - 1e-9, noNaN: true });

  it("has tails that add up to 1", () => {
    fc.assert(
      fc.property(fc.double({ min: -50, max: 50, noNaN: true }), df, df, (x, a, b) => {
        const size = Math.abs(x);
        const pairs = [
          [normalLowerTail(x), normalUpperTail(x)],
          [tLowerTail(x, a), tUpperTail(x, a)],
          [chiSquareLowerTail(size * a, a), chiSquareUpperTail(size * a, a)],
          [fLowerTail(size, a, b), fUpperTail(size, a, b)],
          [betaLowerTail(size / 51, a, b), betaUpperTail(size / 51, a, b)],
        ];
        for (const [lower, upper] of pairs) expect(lower! + upper!).toBeCloseTo(1, 10);
      }),
    );
  });

  it("has a quantile that undoes its tail", () => {
    fc.assert(
      fc.property(p, df, df, (share, a, b) => {
        expect(normalLowerTail(normalQuantile(share))).toBeCloseTo(share, 9);
        expect(tLowerTail(tQuantile(share, a), a)).toBeCloseTo(share, 9);
        expect(chiSquareLowerTail(chiSquareQuantile(share, a), a)).toBeCloseTo(share, 8);
        expect(fLowerTail(fQuantile(share, a, b), a, b)).toBeCloseTo(share, 8);
      }),
    );
    fc.assert(
      fc.property(p, fc.double({ min: 0.5, max: 1e4, noNaN: true }), (share, a) => {
        expect(betaLowerTail(betaQuantile(share, a, 3), a, 3)).toBeCloseTo(share, 8);
      }),
    );
  });

  it("knows its ends", () => {
    expect([normalQuantile(0), tQuantile(1, 3), chiSquareQuantile(0, 3), fQuantile(1, 2, 2)]).toEqual([
      -Infinity,
      Infinity,
      0,
      Infinity,
    ]);
    expect([betaQuantile(0, 2, 2), betaQuantile(1, 2, 2)]).toEqual([0, 1]);
    expect([binomialLowerTail(-1, 5, 0.3), binomialUpperTail(5, 5, 0.3), binomialLowerTail(5, 5, 1)]).toEqual([
      0, 0, 1,
    ]);
    expect(normalTwoSided(0)).toBe(1);
    expect(tQuantile(0.9, Infinity)).toBe(normalQuantile(0.9));
  });
});
