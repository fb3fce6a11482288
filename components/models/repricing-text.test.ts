import { describe, expect, it } from "vitest";
import type { RepricingReport } from "@/lib/executions/schemas";
import { repricingText } from "./repricing-text";

const report = (changes: Partial<RepricingReport> = {}): RepricingReport => ({
  seen: 1_240,
  total: 1_240,
  changed: 0,
  beforeUsd: 0,
  afterUsd: 0,
  becameKnown: 0,
  becameUnknown: 0,
  keptReported: 0,
  keptUnmeasured: 0,
  keptUnknownModel: 0,
  keptChangedSince: 0,
  models: [],
  ...changes,
});

describe("what a re-pricing says", () => {
  it("is the difference with its direction", () => {
    const changed = report({ changed: 1_000, beforeUsd: 12, afterUsd: 10 });
    expect(repricingText({ kind: "preview", report: changed })).toBe(
      "1,000 of 1,240 costs would change: $12.00 → $10.00 (−$2.00).",
    );
    expect(repricingText({ kind: "apply", report: report({ changed: 1, afterUsd: 3 }) })).toBe(
      "1 of 1,240 costs changed: $0.00 → $3.00 (+$3.00).",
    );
  });

  it("never counts what is unknown as nothing", () => {
    expect(
      repricingText({ kind: "apply", report: report({ changed: 7, becameKnown: 5, becameUnknown: 2 }) }),
    ).toContain("Costs that are not in these sums: 5 unknown before, 2 unknown after.");
  });

  it("says what it left alone, and why", () => {
    expect(repricingText({ kind: "preview", report: report({ keptReported: 3, keptUnmeasured: 1 }) })).toBe(
      "None of 1,240 costs would change. Left alone: 3 as they were reported, 1 whose tokens by model are unknown.",
    );
  });

  it("does not pretend before it has begun", () => {
    expect(repricingText({ kind: "apply", report: null })).toBe("Nothing was looked at.");
  });
});
