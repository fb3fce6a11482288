import { describe, expect, it } from "vitest";
import { readLearnForm, type LearnForm } from "./read-learn-form";

const FORM: LearnForm = {
  tasks: ["math"],
  replaySets: ["r1"],
  executionDays: null,
  targetQualityPercent: 100,
  activate: "if_better",
};

const problemOf = (change: Partial<LearnForm>) => {
  const read = readLearnForm({ ...FORM, ...change });
  return "problem" in read ? read.problem.field : null;
};

describe("form to learn a policy", () => {
  it("takes an empty number of days as none", () => {
    expect(readLearnForm(FORM)).toEqual({ values: { ...FORM, executionDays: 0 } });
  });

  it("wants a task, and something to learn from", () => {
    expect(problemOf({ tasks: [] })).toBe("tasks");
    expect(problemOf({ replaySets: [] })).toBe("executionDays");
    expect(problemOf({ replaySets: [], executionDays: 30 })).toBeNull();
  });

  it("refuses numbers that the server would refuse", () => {
    for (const executionDays of [-1, 1.5, 366]) expect(problemOf({ executionDays })).toBe("executionDays");
    for (const targetQualityPercent of [null, 49, 121]) {
      expect(problemOf({ targetQualityPercent })).toBe("targetQualityPercent");
    }
  });
});
