import { describe, expect, it } from "vitest";
import { daysProblem, isShorter, periodText } from "./retention-text";

describe("retention", () => {
  it("is said in words, also for ever", () => {
    expect([periodText(null), periodText(30)]).toEqual(["for ever", "for 30 days"]);
  });

  it("is from a week to ten years in whole days, or for ever", () => {
    expect([null, 7, 3_650].map(daysProblem)).toEqual([null, null, null]);
    expect([6, 3_651, 7.5, -1].map(daysProblem).every((problem) => problem !== null)).toBe(true);
  });

  it("deletes only when it becomes shorter", () => {
    expect(isShorter(30, null)).toBe(true);
    expect(isShorter(30, 90)).toBe(true);
    expect(isShorter(90, 30)).toBe(false);
    expect(isShorter(null, 30)).toBe(false);
    expect(isShorter(30, 30)).toBe(false);
  });
});
