import fc from "fast-check";
import { expect, it } from "vitest";
import { fuseRanks } from "./fuse-ranks";

const idsOf = (lists: string[][]) => fuseRanks(lists).map(({ id }) => id);

it("prefers what both lists found to what one list put first", () => {
  expect(
    idsOf([
      ["a", "b"],
      ["c", "b"],
    ])[0],
  ).toBe("b");
});

it("gives 1 to what is first everywhere, and less to everything else", () => {
  const [first, second] = fuseRanks([
    ["a", "b"],
    ["a", "c"],
  ]);
  expect(first).toEqual({ id: "a", score: 1, ranks: [1, 1] });
  expect(second!.score).toBeLessThan(1);
  expect(second!.ranks).toEqual([2, null]);
});

it("follows the formula of Cormack, Clarke and Büttcher (2009)", () => {
  const [found] = fuseRanks([["x", "y", "a"], ["a"]]);
  expect(found!.id).toBe("a");
  expect(found!.score).toBeCloseTo((1 / 63 + 1 / 61) / (2 / 61), 12);
});

it("keeps the order of a single list, and gives nothing for nothing", () => {
  expect(idsOf([["c", "a", "b"]])).toEqual(["c", "a", "b"]);
  expect(idsOf([])).toEqual([]);
  expect(idsOf([[], []])).toEqual([]);
});

it("names each item once, with scores between 0 and 1 that never rise", () => {
  const list = fc.uniqueArray(fc.stringMatching(/^[a-h]$/));
  fc.assert(
    fc.property(fc.array(list, { maxLength: 4 }), (lists) => {
      const fused = fuseRanks(lists);
      expect(new Set(fused.map(({ id }) => id))).toEqual(new Set(lists.flat()));
      const scores = fused.map(({ score }) => score);
      expect([...scores].sort((a, b) => b - a)).toEqual(scores);
      for (const score of scores) {
        expect(score).toBeGreaterThan(0);
        expect(score).toBeLessThanOrEqual(1 + 1e-9);
      }
    }),
  );
});
