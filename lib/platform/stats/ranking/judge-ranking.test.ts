import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { judgeRanking, ndcg } from "./judge-ranking";

const grades = (entries: Record<string, number>) => new Map(Object.entries(entries));

describe("judgeRanking", () => {
  it("agrees with a worked example of nDCG", () => {
    // Grades 3, 2, 3, 0, 1, 2 in the order found; gains of 2^grade - 1, best order 3, 3, 2, 2, 1, 0.
    const judged = grades({ a: 3, b: 2, c: 3, e: 1, f: 2 });
    const dcg = 7 + 3 / Math.log2(3) + 7 / 2 + 1 / Math.log2(6) + 3 / Math.log2(7);
    const best = 7 + 7 / Math.log2(3) + 3 / 2 + 3 / Math.log2(5) + 1 / Math.log2(6);
    expect(ndcg(["a", "b", "c", "d", "e", "f"], judged, 6)).toBeCloseTo(dcg / best, 12);
    expect(dcg / best).toBeCloseTo(0.9488, 4);
  });

  it("counts the first k only, and a repeated result once", () => {
    expect(judgeRanking(["x", "x", "a", "b"], grades({ a: 1, b: 1 }), 2)).toEqual({
      recall: 0.5,
      reciprocalRank: 0.5,
      ndcg: 1 / Math.log2(3) / (1 + 1 / Math.log2(3)),
    });
  });

  it("is whole for the best order and 0 when nothing relevant is found", () => {
    expect(judgeRanking(["b", "a"], grades({ a: 1, b: 2 }), 10)).toEqual({ recall: 1, reciprocalRank: 1, ndcg: 1 });
    expect(judgeRanking(["x"], grades({ a: 1 }), 10)).toEqual({ recall: 0, reciprocalRank: 0, ndcg: 0 });
  });

  it("is unknown when nothing is relevant", () => {
    expect(judgeRanking(["a"], grades({ a: 0 }), 10)).toBeNull();
  });

  it("never gets worse when a relevant result moves up", () => {
    const ids = ["a", "b", "c", "d", "e"];
    fc.assert(
      fc.property(fc.shuffledSubarray(ids, { minLength: 5 }), fc.integer({ min: 1, max: 4 }), (order, at) => {
        const relevant = grades({ [order[at]!]: 2, a: 1 });
        const moved = [...order];
        [moved[at - 1], moved[at]] = [moved[at]!, moved[at - 1]!];
        if ((relevant.get(order[at - 1]!) ?? 0) > relevant.get(order[at]!)!) return;
        expect(judgeRanking(moved, relevant, 5)!.ndcg).toBeGreaterThanOrEqual(judgeRanking(order, relevant, 5)!.ndcg);
      }),
    );
  });
});
