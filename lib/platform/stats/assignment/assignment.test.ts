import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { agreesWithVectors } from "../test-vectors";
import { bucketRanges, chooseVariation, equalWeights } from "./bucket-ranges";
import { fnv1a, hashToShare } from "./hash-to-share";
import { isInNamespace } from "./is-in-namespace";
import { checkSampleRatio } from "./sample-ratio";

agreesWithVectors("bucketing.json", "hash", "bucket_ranges", "assignment", "namespace", "distribution", "independence");
agreesWithVectors(
  "growthbook-published-bucketing.json",
  "hash",
  "bucket_ranges",
  "choose_variation",
  "namespace",
  "equal_weights",
);
agreesWithVectors("srm.json", "srm");

describe("the hash", () => {
  it.each([
    ["", 0x811c9dc5],
    ["a", 0xe40c292c],
    ["foobar", 0xbf9cf968],
  ])("of '%s' is the one its authors publish", (text, hash) => {
    expect(fnv1a(text)).toBe(hash);
  });

  it("falls into [0, 1), the same way every time, and knows no other version", () => {
    fc.assert(
      fc.property(fc.array(fc.nat(0xffff)), fc.string(), fc.constantFrom(1, 2), (units, value, version) => {
        const seed = String.fromCharCode(...units);
        const share = hashToShare(seed, value, version)!;
        expect(share).toBe(hashToShare(seed, value, version));
        expect(share >= 0 && share < 1).toBe(true);
      }),
    );
    expect(hashToShare("seed", "user", 3)).toBeNull();
  });
});

describe("an assignment", () => {
  const weights = fc.array(fc.integer({ min: 0, max: 100 }), { minLength: 1, maxLength: 6 });

  it("keeps every user where they are when the coverage grows", () => {
    fc.assert(
      fc.property(weights, fc.double({ min: 0, max: 1, noNaN: true }), fc.nat(9999), (parts, coverage, step) => {
        const total = parts.reduce((sum, part) => sum + part, 0) || 1;
        const shares = parts.map((part) => part / total);
        const before = chooseVariation(step / 10_000, bucketRanges(parts.length, coverage, shares));
        const after = chooseVariation(step / 10_000, bucketRanges(parts.length, 1, shares));
        if (before !== null) expect(after).toBe(before);
      }),
    );
  });

  it("gives equal shares when the weights make no sense", () => {
    const equal = bucketRanges(2, 1, null);
    expect(bucketRanges(2, 1, [0.7, 0.6])).toEqual(equal);
    expect(bucketRanges(2, 1, [1])).toEqual(equal);
    expect(bucketRanges(2, 1, [NaN, 0.5])).toEqual(equal);
    expect(bucketRanges(0, 1, null)).toEqual([]);
    expect(equalWeights(-1)).toEqual([]);
  });

  it("puts a user into exactly one of two namespaces that share the whole", () => {
    fc.assert(
      fc.property(fc.string(), (user) => {
        const isInFirst = isInNamespace(user, { name: "search", from: 0, to: 0.4 });
        expect(isInNamespace(user, { name: "search", from: 0.4, to: 1 })).toBe(!isInFirst);
      }),
    );
  });
});

describe("the sample ratio", () => {
  it("is found broken in the published case of 821,588 and 815,482 users (Fabijan et al. 2019)", () => {
    const answer = checkSampleRatio([821_588, 815_482], [1, 1]);
    expect(answer).toMatchObject({ decidable: true, significant: true });
    if (answer.decidable) expect(answer.p).toBeCloseTo(1.8e-6, 7);
  });

  it("does not depend on how the weights are scaled", () => {
    expect(checkSampleRatio([480, 520], [5, 5])).toEqual(checkSampleRatio([480, 520], [0.5, 0.5]));
  });

  it("cannot be checked without users, weights or a second arm", () => {
    for (const [observed, weights] of [
      [[], []],
      [[5], [1]],
      [
        [0, 0],
        [1, 1],
      ],
      [[5, 5], [1]],
      [
        [5, 5],
        [0, 0],
      ],
      [
        [NaN, 5],
        [1, 1],
      ],
    ] as const) {
      expect(checkSampleRatio(observed, weights)).toEqual({ decidable: false, significant: false });
    }
  });
});
