import { describe, expect, it } from "vitest";
import { BenchmarkTestInput } from "@/lib/benchmarks/schemas";
import { readCase, type CaseDraft } from "./read-case";

const draft = (changes: Partial<CaseDraft> = {}): CaseDraft => ({
  input: "What is 17 * 3?",
  check: "exact",
  expected: "51",
  example: null,
  scorer: "general",
  ...changes,
});
const testOf = (changes: Partial<CaseDraft> = {}) => {
  const read = readCase(draft(changes));
  return "test" in read ? read.test : read.problem;
};

describe("a case that is saved as a test", () => {
  it("is what a suite takes, by every kind of check", () => {
    for (const given of [{}, { check: "numeric" }, { check: "mentions" }, { check: "rubric" }] as const) {
      expect(BenchmarkTestInput.safeParse(testOf(given)).success).toBe(true);
    }
    expect(testOf({ check: "numeric", expected: " 1,250 " })).toMatchObject({
      check: { kind: "numeric", expected: 1250 },
    });
    expect(testOf({ check: "mentions", expected: "hello | hi, Ada" })).toMatchObject({
      check: { kind: "mentions", all: [["hello", "hi"], ["Ada"]] },
    });
  });

  it("has the same id for the same question, and another for another", () => {
    const id = (input: string) => (testOf({ input }) as { id: string }).id;
    expect(id("a")).toBe(id("a"));
    expect(new Set(["a", "b", "ab", "ba", "What?", "What? "].map(id)).size).toBe(6);
  });

  it("keeps the given answer as an example and a reference only when it is right", () => {
    expect(testOf({ check: "rubric", example: "Fifty-one" })).toMatchObject({
      example: "Fifty-one",
      check: { kind: "rubric", scorer: "general", reference: "Fifty-one" },
    });
    expect(testOf({ check: "rubric" })).not.toHaveProperty("example");
  });

  it("says what is missing", () => {
    expect(testOf({ expected: " " })).toMatch(/right answer/);
    expect(testOf({ check: "mentions", expected: ", |" })).toMatch(/right answer/);
    expect(testOf({ check: "numeric", expected: "many" })).toMatch(/number/);
    expect(testOf({ expected: "x".repeat(2_001) })).toMatch(/2,000/);
  });
});
