import { expect, it } from "vitest";
import type { PairedComparison } from "@/lib/benchmarks/schemas";
import { verdictText } from "./verdict-text";

const comparison: PairedComparison = {
  first: "a/one",
  second: "b/two",
  pairCount: 40,
  bothRight: 10,
  onlyFirstRight: 1,
  onlySecondRight: 20,
  bothWrong: 9,
  mcnemarP: 0.00002,
  quality: { difference: 40, low: 20, high: 60, p: 0.0001 },
  latencyMs: null,
  costUsd: null,
  better: "second",
  tests: [],
};

it("names the better one first, with what that rests on", () => {
  const text = verdictText(comparison);
  expect(text).toMatch(/^b\/two is better than a\/one on 40 tests/u);
  expect(text).toContain("p < 0.001");
});

it("claims nothing that the tests do not show", () => {
  expect(verdictText({ ...comparison, better: "undecided", mcnemarP: 0.4 })).toMatch(/^No difference is shown/u);
  expect(verdictText({ ...comparison, pairCount: 0 })).toContain("no test yet");
});
