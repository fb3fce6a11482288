import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { agreesWithVectors } from "../test-vectors";
import { fisherExact } from "./fisher-exact";

agreesWithVectors("rank-exact.json", "fisher_exact");

const count = fc.integer({ min: 0, max: 60 });

describe("Fisher's exact test", () => {
  it("gives his own answers: a lady tasting tea, and convicted twins (Fisher 1935, 1962)", () => {
    expect(
      fisherExact([
        [3, 1],
        [1, 3],
      ])!.pGreater,
    ).toBeCloseTo(17 / 70, 12);
    const twins = fisherExact([
      [2, 15],
      [10, 3],
    ])!;
    expect(twins.pLess).toBeCloseTo(0.0004652, 7);
    expect(twins.pTwoSided).toBeCloseTo(0.0005367, 7);
  });

  it("is the sum over all tables that are no more probable", () => {
    fc.assert(
      fc.property(count, count, count, count, (a, b, c, d) => {
        const { pTwoSided, pGreater, pLess } = fisherExact([
          [a, b],
          [c, d],
        ])!;
        const chances = allTables(a, b, c, d);
        const here = chances.get(a)!;
        const sum = [...chances.values()].filter((chance) => chance <= here * (1 + 1e-7)).reduce((x, y) => x + y, 0);
        expect(pTwoSided).toBeCloseTo(sum, 9);
        expect(pGreater + pLess - here).toBeCloseTo(1, 9);
      }),
    );
  });

  it("answers for millions of rows at once", () => {
    const { pTwoSided } = fisherExact([
      [500_000, 500_000],
      [501_000, 499_000],
    ])!;
    expect(pTwoSided).toBeCloseTo(0.1576, 3);
  });

  it("finds nothing in an empty table, and refuses counts that are none", () => {
    expect(
      fisherExact([
        [0, 0],
        [0, 0],
      ]),
    ).toEqual({ pTwoSided: 1, pGreater: 1, pLess: 1 });
    expect(
      fisherExact([
        [0.5, 1],
        [2, 3],
      ]),
    ).toBeNull();
    expect(
      fisherExact([
        [-1, 1],
        [2, 3],
      ]),
    ).toBeNull();
  });
});

/** The chance of every first cell with the same sums, by multiplying up from the smallest. */
function allTables(a: number, b: number, c: number, d: number): Map<number, number> {
  const [low, high] = [Math.max(0, a - d), Math.min(a + b, a + c)];
  const weights = [1];
  for (let x = low; x < high; x++) {
    weights.push((weights.at(-1)! * (a + b - x) * (a + c - x)) / ((x + 1) * (d - a + x + 1)));
  }
  const total = weights.reduce((x, y) => x + y, 0);
  return new Map(weights.map((weight, index) => [low + index, weight / total]));
}
