import { describe, expect, it } from "vitest";
import type { AlertPolicy } from "./decide-alert";
import { replayRule } from "./replay-rule";

const HOUR_MS = 3_600_000;
const POLICY: AlertPolicy = {
  comparison: "above",
  threshold: 10,
  recoveryThreshold: null,
  minimumCount: 1,
  pendingMinutes: 0,
  coolDownMinutes: 60,
  noData: "keep",
};
const hours = (values: readonly number[]) =>
  values.map((value, hour) => ({ atMs: hour * HOUR_MS, value, count: value === 0 ? 0 : 5 }));
const at = (hour: number) => new Date(hour * HOUR_MS).toISOString();

describe("a rule tried on history", () => {
  it("says when it would have fired and resolved, and how bad it got", () => {
    expect(replayRule(POLICY, hours([1, 20, 30, 15, 2, 2, 12, 1]))).toEqual([
      { firedAt: at(1), resolvedAt: at(4), worstValue: 30 },
      { firedAt: at(6), resolvedAt: at(7), worstValue: 12 },
    ]);
  });

  it("leaves the last firing open when it would still be firing", () => {
    expect(replayRule(POLICY, hours([1, 20]))).toEqual([{ firedAt: at(1), resolvedAt: null, worstValue: 20 }]);
  });

  it("finds nothing in an empty history", () => {
    expect(replayRule(POLICY, [])).toEqual([]);
  });
});
