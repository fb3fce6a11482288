import { describe, expect, it } from "vitest";
import { describeChange } from "./describe-change";

const change = (current: number | null, previous: number | null, goodWhen: "up" | "down" | "neither" = "up") =>
  describeChange({ current, previous, goodWhen, periodLabel: "24 hours" });

describe("describeChange", () => {
  it("judges by meaning: falling cost is good, falling quality is bad", () => {
    expect(change(8, 10, "down")).toEqual({
      direction: "down",
      verdict: "good",
      text: "20%",
      sentence: "20% lower than the previous 24 hours, which is better",
    });
    expect(change(8, 10, "up")?.verdict).toBe("bad");
    expect(change(8, 10, "neither")?.verdict).toBe("neutral");
  });

  it("says nothing when there is nothing to compare with", () => {
    expect([change(null, 1), change(1, null), change(1, 0)]).toEqual([null, null, null]);
  });

  it("calls a change that would print as zero no change", () => {
    expect(change(1.0004, 1)).toMatchObject({ direction: "same", verdict: "neutral" });
  });

  it("counts times instead of huge percentages", () => {
    expect(change(50, 2)?.sentence).toBe("25× the previous 24 hours, which is better");
  });

  it("keeps the direction for negative numbers", () => {
    expect(change(-5, -10)?.direction).toBe("up");
  });
});
