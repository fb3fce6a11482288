import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { hashLetterNgrams, hashWordNgrams } from "@/lib/platform/text/hash-ngrams";
import { extractFeatures } from "./text-features";
import { words } from "@/lib/platform/text/words";

describe("words", () => {
  it("ignores case, spacing and the shape of apostrophes", () => {
    expect(words("I  Haven’t\nPAID")).toEqual(words("i haven't paid"));
  });

  it("keeps signs that tell something", () => {
    expect(words("refund of 5€?")).toEqual(["refund", "of", "5", "€", "?"]);
  });

  it("finds words where no blanks are written", () => {
    expect(words("我的卡")).toEqual(["我", "的", "卡"]);
  });

  it("reads any text without failing", () => {
    fc.assert(fc.property(fc.string({ unit: "binary" }), (text) => extractFeatures(text).words.length >= 0));
  });

  it("reads a bounded part of a text", () => {
    const long = "word ".repeat(100_000);
    expect(words(long).length).toBeLessThan(10_000);
  });
});

describe("n-grams", () => {
  it("of words depend on their order", () => {
    expect([...hashWordNgrams(["a", "b"], 2)].sort()).not.toEqual([...hashWordNgrams(["b", "a"], 2)].sort());
  });

  it("of letters are shared by different spellings of a word", () => {
    const right = new Set(hashLetterNgrams(["transfer"], 2, 5));
    const shared = hashLetterNgrams(["tranfser"], 2, 5).filter((hash) => right.has(hash));
    expect(shared.length).toBeGreaterThan(4);
  });

  it("of words and of letters are never taken for each other", () => {
    const asWord = new Set(hashWordNgrams(["to", "card"], 2));
    expect(hashLetterNgrams(["to", "card"], 1, 6).some((hash) => asWord.has(hash))).toBe(false);
  });

  it("of words do not depend on how far a text goes on", () => {
    const short = hashWordNgrams(["lost", "card"], 2);
    expect([...hashWordNgrams(["lost", "card", "today"], 2)]).toEqual(expect.arrayContaining([...short]));
  });
});
