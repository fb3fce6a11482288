import { describe, expect, it } from "vitest";
import { approvalOfExecution } from "./quality-of-feedback";

const voice = (
  giver: string,
  approval: number | null,
  source: "user" | "expert" | "automated" = "user",
  movesQuality = true,
) => ({
  giver,
  approval,
  source,
  movesQuality,
});

describe("approvalOfExecution", () => {
  it("is unknown until somebody judges", () => {
    expect(approvalOfExecution([])).toBeNull();
    expect(approvalOfExecution([voice("a", null)])).toBeNull();
    expect(approvalOfExecution([voice("a", 1, "user", false)])).toBeNull();
  });

  it("gives one voice to a giver who says several things", () => {
    expect(approvalOfExecution([voice("a", 0), voice("a", 0), voice("a", 0), voice("b", 1)])).toBe(0.5);
  });

  it("hears an expert more than a user, and a user more than a program", () => {
    expect(approvalOfExecution([voice("a", 1, "expert"), voice("b", 0)])).toBe(0.75);
    expect(approvalOfExecution([voice("a", 1), voice("b", 0, "automated")])).toBeCloseTo(2 / 3);
  });
});
