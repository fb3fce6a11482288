import { describe, expect, it } from "vitest";
import { forecastDaily } from "@/lib/platform/stats";
import { forecastNote, overrunOf, windowEnd } from "./forecast-policy";

const day = (number: number) => new Date(Date.UTC(2026, 9, number)).toISOString().slice(0, 10);
/** Ten dollars a day for the first 20 days of October 2026: the forecast begins on the 21st. */
const STEADY = forecastDaily(
  Array.from({ length: 20 }, (_, index) => ({ day: day(index + 1), value: 10 })),
  { horizonDays: 30 },
);
const OCTOBER = { spentBefore: 200, spentToday: 4, lastDay: day(31) };

describe("the forecast of a window", () => {
  it("carries on what was spent to the last day", () => {
    const end = windowEnd(STEADY, OCTOBER)!;
    expect(end.expectedUsd).toBeCloseTo(310, 6);
    expect(end.low80Usd).toBeLessThanOrEqual(end.expectedUsd);
    expect(end.high95Usd).toBeGreaterThanOrEqual(end.high80Usd!);
  });

  it("is never below what is spent already", () => {
    const end = windowEnd(STEADY, { ...OCTOBER, spentToday: 500 })!;
    expect(end).toMatchObject({ expectedUsd: 700, low80Usd: 700, low95Usd: 700 });
  });

  it("names the day on which a limit is used up, and none after the window", () => {
    expect(overrunOf(STEADY, OCTOBER, 251)).toMatchObject({ isOver: false, expectedDay: day(26) });
    expect(overrunOf(STEADY, OCTOBER, 400)).toMatchObject({ isOver: false, expectedDay: null });
    expect(overrunOf(STEADY, OCTOBER, 203)).toEqual({
      isOver: true,
      expectedDay: null,
      earliestDay: null,
      latestDay: null,
    });
  });

  it("does not reach beyond what was forecast", () => {
    expect(windowEnd(STEADY, { ...OCTOBER, lastDay: "2027-10-31" })).toBeNull();
  });
});

describe("the note of a forecast", () => {
  it("says when there are too few days for more than a mean", () => {
    expect(forecastNote("mean", 5)).toBe(
      "Only 5 days are known. Weekdays and a trend show after 14; until then the mean is carried on",
    );
    expect(forecastNote("mean", 1)).toContain("Only 1 day is known");
    expect(forecastNote("none", 0)).toContain("No whole day");
    expect(forecastNote("weekday_line", 30)).toBeNull();
  });
});
