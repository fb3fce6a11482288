import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { seededRandom } from "@/lib/platform/seeded-random";
import { stratifiedFolds, stratifiedSplit } from "./stratified";

const someLabels = fc.array(fc.nat(5), { minLength: 1, maxLength: 80 }).map((labels) => Uint32Array.from(labels));

const placesOf = (labels: Uint32Array, seed: number) => {
  const random = seededRandom(seed);
  return Float64Array.from(labels, () => random());
};

describe("stratifiedSplit", () => {
  it("puts every row into exactly one part", () => {
    fc.assert(
      fc.property(someLabels, fc.integer(), (labels, seed) => {
        const { train, heldOut } = stratifiedSplit(labels, 0.2, placesOf(labels, seed));
        expect([...train, ...heldOut].sort((a, b) => a - b)).toEqual([...labels.keys()]);
      }),
    );
  });

  it("leaves at least one row of every label to learn from", () => {
    fc.assert(
      fc.property(someLabels, fc.double({ min: 0.05, max: 0.95, noNaN: true }), (labels, share) => {
        const { train } = stratifiedSplit(labels, share, placesOf(labels, 1));
        expect(new Set(train.map((row) => labels[row]!))).toEqual(new Set(labels));
      }),
    );
  });

  it("holds the same share of each label out", () => {
    const labels = Uint32Array.from({ length: 150 }, (_, row) => (row < 100 ? 0 : 1));
    const { heldOut } = stratifiedSplit(labels, 0.2, placesOf(labels, 1));
    expect(heldOut.filter((row) => labels[row] === 0)).toHaveLength(20);
    expect(heldOut.filter((row) => labels[row] === 1)).toHaveLength(10);
  });

  it("depends on the seed and on nothing else", () => {
    const labels = new Uint32Array(100);
    expect(stratifiedSplit(labels, 0.2, placesOf(labels, 3))).toEqual(
      stratifiedSplit(labels, 0.2, placesOf(labels, 3)),
    );
    expect(stratifiedSplit(labels, 0.2, placesOf(labels, 3))).not.toEqual(
      stratifiedSplit(labels, 0.2, placesOf(labels, 4)),
    );
  });
});

describe("stratifiedFolds", () => {
  it("holds each row out once, but never the only row of a label", () => {
    fc.assert(
      fc.property(someLabels, (labels) => {
        const heldOut = stratifiedFolds(labels, 5, 1).flatMap((fold) => [...fold.heldOut]);
        const isRepeated = (row: number) => labels.filter((label) => label === labels[row]).length > 1;
        expect(heldOut.sort((a, b) => a - b)).toEqual([...labels.keys()].filter(isRepeated));
      }),
    );
  });
});
