import { describe, expect, it } from "vitest";
import type { OffPolicyValue, WhatIf } from "@/lib/routing/schemas";
import { prepareWhatIf } from "./prepare-what-if";

const estimate = (mean: number, margin: number) => ({ mean, low: mean - margin, high: mean + margin });
const value = (changes: Partial<OffPolicyValue>): OffPolicyValue => ({
  ips: estimate(1, 0.1),
  snips: null,
  doublyRobust: null,
  difference: null,
  decisions: 200,
  effectiveDecisions: 40.7,
  warning: null,
  ...changes,
});
const answer = (changes: Partial<WhatIf>): WhatIf => ({
  task: "email_writing",
  from: "2026-02-08T00:00:00.000Z",
  to: "2026-03-10T00:00:00.000Z",
  decisions: 200,
  isCut: false,
  comparable: 200,
  agreementShare: 0.5,
  models: [],
  quality: null,
  costUsd: null,
  latencyMs: null,
  successRate: null,
  ...changes,
});

describe("prepareWhatIf", () => {
  it("has a row for what was measured only", () => {
    expect(prepareWhatIf(answer({}))).toEqual([]);
  });

  it("says better or worse only when the interval leaves no doubt, whichever way is good", () => {
    const rows = prepareWhatIf(
      answer({
        quality: { actual: estimate(80, 1), other: value({ snips: estimate(78, 3), difference: estimate(-2, 3) }) },
        costUsd: {
          actual: estimate(0.01, 0.001),
          other: value({ doublyRobust: estimate(0.004, 0.001), difference: estimate(-0.006, 0.001) }),
        },
        successRate: {
          actual: estimate(0.99, 0),
          other: value({ snips: estimate(0.9, 0.01), difference: estimate(-0.09, 0.01) }),
        },
      }),
    );
    expect(rows.map(({ label, verdict }) => [label, verdict])).toEqual([
      ["Quality", null],
      ["Cost a request", "better"],
      ["Success rate", "worse"],
    ]);
    expect(rows[1]).toMatchObject({
      other: { mean: "$0.004", interval: "$0.003 to $0.005" },
      difference: { mean: "−$0.006", interval: "−$0.007 to −$0.005" },
      basis: "doubly robust, worth 40 of 200 decisions",
    });
  });

  it("is unknown without an estimate", () => {
    const [row] = prepareWhatIf(answer({ quality: { actual: estimate(80, 1), other: value({ warning: "none" }) } }));
    expect(row).toMatchObject({
      other: { mean: "unknown" },
      difference: { mean: "unknown" },
      verdict: null,
      warning: "none",
    });
  });
});
