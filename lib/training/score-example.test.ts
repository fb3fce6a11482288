import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  agreementOn,
  informativenessOf,
  qualityOfExample,
  strongestSource,
  type ExampleFacts,
  type Vote,
} from "./score-example";

const facts: fc.Arbitrary<ExampleFacts> = fc.record({
  source: fc.constantFrom("expert" as const, "user" as const, "automated" as const),
  agreement: fc.double({ min: 0, max: 1, noNaN: true }),
  label: fc.constantFrom("a", "b"),
  predictedLabel: fc.constantFrom("a", "b", null),
  confidence: fc.option(fc.double({ min: 0, max: 1, noNaN: true })),
  ageMs: fc.integer({ min: -1_000, max: 10 ** 12 }),
});
const vote = (giver: string, label: string, source: Vote["source"] = "user"): Vote => ({ giver, label, source });

describe("qualityOfExample", () => {
  it("is between 0 and 1, whatever is known", () => {
    fc.assert(
      fc.property(facts, (given) => {
        const quality = qualityOfExample(given);
        expect(quality).toBeGreaterThanOrEqual(0);
        expect(quality).toBeLessThanOrEqual(1);
      }),
    );
  });

  it("grows with trust, agreement and freshness", () => {
    fc.assert(
      fc.property(facts, (given) => {
        const quality = qualityOfExample(given);
        expect(qualityOfExample({ ...given, source: "expert" })).toBeGreaterThanOrEqual(quality);
        expect(qualityOfExample({ ...given, agreement: 1 })).toBeGreaterThanOrEqual(quality);
        expect(qualityOfExample({ ...given, ageMs: 0 })).toBeGreaterThanOrEqual(quality);
      }),
    );
  });

  it("takes a sure model that answered otherwise as a reason for doubt", () => {
    const given = { source: "user", agreement: 0.7, label: "a", predictedLabel: "b", ageMs: 0 } as const;
    expect(qualityOfExample({ ...given, confidence: 0.99 })).toBeLessThan(
      qualityOfExample({ ...given, confidence: 0.3 }),
    );
  });

  it("is 0.8 for a fresh expert alone against a model that was half sure", () => {
    const agreement = agreementOn("a", [vote("e", "a", "expert")]);
    expect(agreement).toBe(0.8);
    expect(
      qualityOfExample({
        source: "expert",
        agreement: 2 / 3,
        label: "a",
        predictedLabel: "b",
        confidence: 0.5,
        ageMs: 0,
      }),
    ).toBeCloseTo(0.8);
  });
});

describe("agreementOn", () => {
  it("grows with those who agree and falls with those who do not", () => {
    const one = agreementOn("a", [vote("1", "a")]);
    expect(agreementOn("a", [vote("1", "a"), vote("2", "a")])).toBeGreaterThan(one);
    expect(agreementOn("a", [vote("1", "a"), vote("2", "b")])).toBe(0.5);
    expect(agreementOn("a", [vote("1", "a"), vote("2", "b", "expert")])).toBeLessThan(0.5);
    expect(agreementOn("a", [])).toBe(0.5);
  });
});

describe("informativenessOf", () => {
  const known = { agreement: 0.7, label: "a", predictedLabel: "a", confidence: 0.9, labelCount: 100 };
  it("is highest where the model was unsure, people contradict it, and the label is rare", () => {
    expect(informativenessOf({ ...known, confidence: 0.3 })).toBeGreaterThan(informativenessOf(known));
    expect(informativenessOf({ ...known, predictedLabel: "b" })).toBeGreaterThan(informativenessOf(known));
    expect(informativenessOf({ ...known, labelCount: 0 })).toBeGreaterThan(informativenessOf(known));
  });
  it("stays within 0 and 1", () => {
    expect(informativenessOf({ agreement: 0, label: "a", predictedLabel: "b", confidence: 0, labelCount: 0 })).toBe(1);
    expect(
      informativenessOf({ agreement: 1, label: "a", predictedLabel: "a", confidence: 1, labelCount: 1e9 }),
    ).toBeCloseTo(0);
  });
});

describe("strongestSource", () => {
  it("is the expert's where one spoke", () => {
    expect(strongestSource([vote("1", "a"), vote("2", "a", "expert")])).toBe("expert");
    expect(strongestSource([])).toBe("automated");
  });
});
