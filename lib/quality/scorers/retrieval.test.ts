import { describe, expect, it } from "vitest";
import { score } from "../score";

const dimensionsOf = (output: string, reference: string[] | Record<string, number>, k?: number) =>
  Object.fromEntries(
    score("retrieval", { output, reference, k }).dimensions.map((dimension) => [dimension.name, dimension.score]),
  );

describe("the retrieval scorer", () => {
  it("gives the nDCG of a published example", () => {
    // Wikipedia, "Discounted cumulative gain": grades 3, 2, 3, 0, 1, 2 with a further 3 and 2; here with gains of 2^grade - 1.
    const reference = { d1: 3, d2: 2, d3: 3, d5: 1, d6: 2, d7: 3, d8: 2 };
    const { order } = dimensionsOf('["d1","d2","d3","d4","d5","d6"]', reference, 6);
    const gains = (grades: number[]) =>
      grades.reduce((sum, grade, at) => sum + (2 ** grade - 1) / Math.log2(at + 2), 0);
    expect(order).toBeCloseTo((100 * gains([3, 2, 3, 0, 1, 2])) / gains([3, 3, 3, 2, 2, 2]), 1);
  });

  it("counts a repeated result once, and none beyond k", () => {
    expect(dimensionsOf("a\na\na", ["a", "b"]).recall).toBe(50);
    expect(dimensionsOf("x\ny\na", ["a"], 2).recall).toBe(0);
  });

  it("gives full marks to the ideal order only", () => {
    const reference = { a: 3, b: 1 };
    expect(dimensionsOf("a\nb", reference).order).toBe(100);
    expect(dimensionsOf("b\na", reference).order).toBeLessThan(100);
  });
});
