import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { agreesWithVectors } from "../test-vectors";
import { compareCounts } from "./compare-counts";
import { compareGroupMeans } from "./compare-group-means";

agreesWithVectors("multiplicity.json", "chisq_contingency", "anova_kruskal");

/** Dried weight of plants under a control and two treatments (Dobson 1983, table 7.1). */
const PLANTS = [
  [4.17, 5.58, 5.18, 6.11, 4.5, 4.61, 5.17, 4.53, 5.33, 5.14],
  [4.81, 4.17, 4.41, 3.59, 5.87, 3.83, 6.03, 4.89, 4.32, 4.69],
  [6.31, 5.12, 5.54, 5.5, 5.37, 5.29, 4.92, 6.15, 5.8, 5.26],
];

describe("the comparison of several means", () => {
  it("gives the published answer on the growth of plants, with and without equal variances", () => {
    const answer = compareGroupMeans(PLANTS);
    if (!answer.decidable) throw new Error("decidable");
    expect(answer.classic.f).toBeCloseTo(4.846, 3);
    expect(answer.classic.p).toBeCloseTo(0.01591, 5);
    expect(answer.welch.f).toBeCloseTo(5.181, 3);
    expect(answer.welch.df2).toBeCloseTo(17.128, 3);
    expect(answer.welch.p).toBeCloseTo(0.01739, 5);
  });

  it("does not depend on the order of the groups nor on the unit", () => {
    const answer = compareGroupMeans(PLANTS);
    const other = compareGroupMeans(PLANTS.toReversed().map((group) => group.map((grams) => grams * 1000 + 5)));
    if (!answer.decidable || !other.decidable) throw new Error("decidable");
    expect(other.welch.p).toBeCloseTo(answer.welch.p, 10);
    expect(other.classic.f).toBeCloseTo(answer.classic.f, 8);
  });

  it("decides nothing with one group, an empty one, a single value, or one that does not vary", () => {
    for (const groups of [
      [],
      [[1, 2]],
      [[1, 2], []],
      [[1, 2], [3]],
      [
        [1, 2],
        [3, 3],
      ],
      [
        [1, NaN],
        [2, 3],
      ],
    ]) {
      expect(compareGroupMeans(groups)).toEqual({ decidable: false, significant: false });
    }
  });
});

describe("the comparison of counts", () => {
  it("gives the published answer on party and gender (Agresti 2007, p. 39)", () => {
    const answer = compareCounts([
      [762, 327, 468],
      [484, 239, 477],
    ]);
    if (!answer.decidable) throw new Error("decidable");
    expect(answer.chiSquare).toBeCloseTo(30.07, 2);
    expect(answer.p).toBeCloseTo(2.954e-7, 9);
  });

  it("does not change when rows become columns, nor with an empty row", () => {
    const cell = fc.integer({ min: 1, max: 500 });
    fc.assert(
      fc.property(fc.array(fc.tuple(cell, cell, cell), { minLength: 2, maxLength: 5 }), (table) => {
        const answer = compareCounts(table);
        const turned = compareCounts([0, 1, 2].map((column) => table.map((row) => row[column]!)));
        const padded = compareCounts([[0, 0, 0], ...table]);
        if (!answer.decidable || !turned.decidable || !padded.decidable) throw new Error("decidable");
        expect(turned.p).toBeCloseTo(answer.p, 9);
        expect(padded.p).toBeCloseTo(answer.p, 9);
      }),
    );
  });

  it("decides nothing without two rows and two columns", () => {
    for (const table of [
      [],
      [[]],
      [[1, 2]],
      [[1], [2]],
      [
        [0, 0],
        [0, 0],
      ],
      [
        [1, 2],
        [0, 0],
      ],
    ]) {
      expect(compareCounts(table)).toEqual({ decidable: false, significant: false });
    }
  });
});
