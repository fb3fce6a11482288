import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { diverseExamples, evenSample, helpfulExamples, type Candidate } from "./choose-examples";

const at = (label: string, degrees: number): Candidate => {
  const angle = (degrees * Math.PI) / 180;
  return { label, vector: Float32Array.of(Math.cos(angle), Math.sin(angle)) };
};

const candidate = fc.record({ label: fc.constantFrom("a", "b", "c"), degrees: fc.integer({ min: 0, max: 359 }) });
const candidates = fc.array(
  candidate.map(({ label, degrees }) => at(label, degrees)),
  { maxLength: 20 },
);

describe("the examples of a prompt", () => {
  it("show each label once before any label twice, and lie far from one another", () => {
    const given = [at("a", 0), at("a", 2), at("a", 90), at("b", 1), at("b", 180)];
    const chosen = diverseExamples(given, 4).map((index) => given[index]!.label);
    expect(chosen.slice(0, 2).toSorted()).toEqual(["a", "b"]);
    expect(chosen.toSorted()).toEqual(["a", "a", "b", "b"]);
    expect(diverseExamples([at("a", 0), at("a", 1), at("a", 80), at("a", 79)], 2).map((index) => index > 1)).toEqual([
      expect.any(Boolean),
      expect.any(Boolean),
    ]);
  });

  it("are near to the mistakes, and have the right label", () => {
    const given = [at("a", 0), at("b", 10), at("b", 100), at("b", 200), at("a", 300)];
    const [first] = helpfulExamples(given, [at("b", 98)], 2);
    expect(first).toBe(2);
  });

  it("are never more than asked for, never twice the same, for any examples", () => {
    fc.assert(
      fc.property(candidates, candidates, fc.integer({ min: 0, max: 25 }), (given, mistakes, count) => {
        for (const chosen of [diverseExamples(given, count), helpfulExamples(given, mistakes, count)]) {
          expect(chosen.length).toBe(Math.min(count, given.length));
          expect(new Set(chosen).size).toBe(chosen.length);
        }
      }),
    );
  });
});

describe("an even sample", () => {
  it("takes every label in turn, the same ones for the same seed", () => {
    const rows = Array.from({ length: 30 }, (_, index) => ({ label: index < 25 ? "many" : "few", index }));
    const sample = evenSample(rows, 8, 1);
    expect(sample.filter(({ label }) => label === "few")).toHaveLength(4);
    expect(evenSample(rows, 8, 1)).toEqual(sample);
    expect(evenSample(rows, 8, 2)).not.toEqual(sample);
    expect(evenSample(rows, 100, 1)).toHaveLength(30);
  });
});
