import { describe, expect, it } from "vitest";
import { integrate } from "./integrate";
import { solvePositiveDefinite } from "./solve-positive-definite";

describe("an integral", () => {
  it("is exact for polynomials up to the 31st power", () => {
    expect(integrate((x) => x ** 31, [0, 1]) * 32).toBeCloseTo(1, 13);
  });

  it("finds what lies between its breakpoints", () => {
    expect(integrate((x) => Math.exp(-0.5 * ((x - 700) / 0.01) ** 2), [0, 699.9, 700, 700.1, 1e6])).toBeCloseTo(
      0.01 * Math.sqrt(2 * Math.PI),
      10,
    );
  });

  it("is 0 over nothing", () => {
    expect(integrate(() => 1, [])).toBe(0);
    expect(integrate(() => 1, [3])).toBe(0);
  });
});

describe("linear equations", () => {
  it("are solved when they can be, and refused when not", () => {
    const [x, y] = solvePositiveDefinite(
      [
        [4, 2],
        [2, 3],
      ],
      [10, 9],
    ) as [number, number];
    expect([x, y]).toEqual([expect.closeTo(1.5, 12), expect.closeTo(2, 12)]);
    expect(
      solvePositiveDefinite(
        [
          [1, 1],
          [1, 1],
        ],
        [1, 2],
      ),
    ).toBeNull();
  });
});
