import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { agreesWithVectors } from "../test-vectors";
import { compareCategories } from "./compare-categories";
import { compareValues } from "./compare-values";
import { kolmogorovSmirnov, kolmogorovUpperTail } from "./kolmogorov-smirnov";

agreesWithVectors("drift.json", "drift_categorical", "drift_numeric");

const counts = fc.array(fc.integer({ min: 0, max: 500 }), { minLength: 4, maxLength: 4 });
const values = fc.array(fc.integer({ min: -50, max: 50 }), { minLength: 1, maxLength: 60 });

describe("the drift of categories", () => {
  it("is the one worked out by hand", () => {
    // Halves become a quarter and three quarters: (ln 2 + ln 1.5) / 4.
    const answer = compareCategories([50, 50], [25, 75]);
    if (!answer.decidable) throw new Error("decidable");
    expect(answer.psi).toBeCloseTo(Math.log(3) / 4, 12);
    expect(answer.totalVariation).toBeCloseTo(0.25, 12);
    expect(answer.hellinger).toBeCloseTo(Math.sqrt(1 - (Math.sqrt(1 / 8) + Math.sqrt(3 / 8))), 12);
    expect(answer.chiSquare).toBeCloseTo(40 / 3, 10);
    const entropy = (p: number) => -p * Math.log2(p) - (1 - p) * Math.log2(1 - p);
    expect(answer.divergenceBits).toBeCloseTo(entropy(3 / 8) - (1 + entropy(1 / 4)) / 2, 12);
  });

  it("is 0 from a distribution to itself at any size, and the same in both directions", () => {
    fc.assert(
      fc.property(counts, counts, (before, now) => {
        const same = compareCategories(
          before,
          before.map((count) => count * 7),
        );
        if (same.decidable)
          expect([same.psi, same.hellinger, same.divergenceBits].every((x) => Math.abs(x) < 1e-9)).toBe(true);
        const [there, back] = [compareCategories(before, now), compareCategories(now, before)];
        if (!there.decidable || !back.decidable) return;
        expect(back.psi).toBeCloseTo(there.psi, 9);
        expect(back.distance).toBeCloseTo(there.distance, 9);
        for (const share of [there.hellinger, there.totalVariation, there.distance]) {
          expect(share).toBeGreaterThanOrEqual(0);
          expect(share).toBeLessThanOrEqual(1 + 1e-12);
        }
      }),
    );
  });

  it("is the largest where nothing is shared", () => {
    expect(compareCategories([9, 0], [0, 4])).toMatchObject({
      totalVariation: 1,
      divergenceBits: 1,
      hellinger: expect.closeTo(1, 12),
    });
  });

  it("cannot be told from an empty side or lists of different lengths", () => {
    for (const [before, now] of [
      [[], []],
      [
        [0, 0],
        [1, 2],
      ],
      [
        [1, 2],
        [0, 0],
      ],
      [[1, 2], [3]],
      [
        [-1, 2],
        [1, 1],
      ],
      [[NaN], [1]],
    ]) {
      expect(compareCategories(before!, now!)).toEqual({ decidable: false, significant: false });
    }
    expect(compareCategories([5], [7])).toMatchObject({ decidable: true, significant: false, p: null, psi: 0 });
  });
});

describe("the Kolmogorov-Smirnov test", () => {
  it.each([
    [1, 0.26999967],
    [1.36, 0.0495],
    [1.63, 0.0098],
    [0.5, 0.9639452],
  ])("has the limit that Smirnov tabulated at %f", (x, chance) => {
    expect(kolmogorovUpperTail(x)).toBeCloseTo(chance, 4);
  });

  it("counts orders as Gnedenko and Korolyuk's formula for equal sizes does (1951)", () => {
    const n = 12;
    const a = Array.from({ length: n }, (_, index) => index);
    const choose = (k: number) => Array.from({ length: k }, (_, i) => (2 * n - i) / (i + 1)).reduce((x, y) => x * y, 1);
    for (const steps of [2, 4, 7, 12]) {
      // The first `steps` values of a lie below all of b, so the widest gap is `steps`.
      const b = a.map((value) => value + steps - 0.5);
      const terms = Array.from(
        { length: Math.floor(n / steps) },
        (_, i) => (i % 2 === 0 ? 2 : -2) * choose(n - (i + 1) * steps),
      );
      const published = terms.reduce((x, y) => x + y, 0) / choose(n);
      expect(kolmogorovSmirnov(a, b).pExact).toBeCloseTo(published, 12);
    }
  });

  it("keeps a tiny chance above 0", () => {
    const a = Array.from({ length: 300 }, (_, index) => index);
    const { pExact, p } = kolmogorovSmirnov(
      a,
      a.map((value) => value + 300),
    );
    expect(pExact).toBeGreaterThan(0);
    expect(pExact).toBeLessThan(1e-170);
    expect(p).toBeLessThan(1e-100);
  });
});

describe("the drift of values", () => {
  it("moves with them by as much as they moved", () => {
    fc.assert(
      fc.property(values, fc.integer({ min: 1, max: 90 }), (before, by) => {
        const answer = compareValues(
          before,
          before.map((value) => value + by),
        );
        if (!answer.decidable) throw new Error("decidable");
        expect(answer.wasserstein).toBeCloseTo(by, 9);
      }),
    );
  });

  it("is the same for any growing function of the values, but for the way they go", () => {
    fc.assert(
      fc.property(values, values, (before, now) => {
        const answer = compareValues(before, now);
        const grown = compareValues(
          before.map((x) => x ** 3),
          now.map((x) => x ** 3),
        );
        if (!answer.decidable || !grown.decidable) throw new Error("decidable");
        expect([grown.distance, grown.pExact]).toEqual([answer.distance, answer.pExact]);
      }),
    );
  });

  it("finds nothing where nothing moved, even if all values are equal", () => {
    expect(compareValues([1, 2, 3], [3, 1, 2])).toMatchObject({
      psi: 0,
      distance: 0,
      wasserstein: 0,
      pExact: 1,
      significant: false,
    });
    expect(compareValues([4, 4], [4])).toMatchObject({ innerEdges: [], psi: 0, significant: false });
  });

  it("cannot be told from an empty side or what is no number", () => {
    for (const [before, now] of [
      [[], []],
      [[], [1]],
      [[1], []],
      [[NaN], [1]],
      [[1], [Infinity]],
    ]) {
      expect(compareValues(before!, now!)).toEqual({ decidable: false, significant: false });
    }
  });
});
