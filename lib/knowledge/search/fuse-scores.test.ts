import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fuseScores } from "./fuse-scores";

const list = (...scores: [string, number][]) => scores.map(([id, score]) => ({ id, score }));
const idsOf = (...given: Parameters<typeof fuseScores>) => fuseScores(...given).map(({ id }) => id);

describe("words and meaning in one order", () => {
  it("lets words that hardly fit change little, and words that fit well change the order", () => {
    const meaning = list(["a", 0.8], ["b", 0.7], ["c", 0.2]);
    expect(idsOf(list(["c", 0.1]), meaning)).toEqual(["a", "b", "c"]);
    expect(idsOf(list(["b", 0.9]), meaning)).toEqual(["b", "a", "c"]);
  });

  it("says where each piece stood, and that a list did not have it", () => {
    expect(fuseScores(list(["a", 0.5]), list(["b", 0.4], ["a", 0.2]))).toEqual([
      { id: "b", score: 0.7, ranks: [null, 1] },
      { id: "a", score: expect.closeTo(0.3 * 0.5 + 0.7 * 0.5, 12) as number, ranks: [1, 2] },
    ]);
  });

  it("does with one list, with none, and with meanings that are opposite", () => {
    expect(idsOf(list(["a", 0.9], ["b", 0.1]), [])).toEqual(["a", "b"]);
    expect(idsOf([], list(["x", 0.5], ["y", 0.1]))).toEqual(["x", "y"]);
    expect(idsOf([], [])).toEqual([]);
    expect(fuseScores([], list(["x", -0.2])).map(({ score }) => score)).toEqual([0]);
  });

  it("names each piece once, with scores of 0–1 that never rise", () => {
    const scored = fc.uniqueArray(
      fc.record({ id: fc.stringMatching(/^[a-h]$/), score: fc.double({ min: -1, max: 1, noNaN: true }) }),
      { selector: ({ id }) => id },
    );
    fc.assert(
      fc.property(scored, scored, (words, meaning) => {
        const scores = fuseScores(words, meaning).map(({ score }) => score);
        expect(scores).toHaveLength(new Set([...words, ...meaning].map(({ id }) => id)).size);
        expect([...scores].sort((a, b) => b - a)).toEqual(scores);
        for (const score of scores) expect(score).toSatisfy((value: number) => value >= 0 && value <= 1 + 1e-9);
      }),
    );
  });
});
