import { describe, expect, it } from "vitest";
import type { Forecast } from "./forecast-daily";
import { findLimitCrossing, projectTotal } from "./forecast-total";

const forecast: Forecast = {
  method: "mean",
  points: [],
  totals: [
    { day: "2026-11-28", expected: 10, low80: 8, high80: 12, low95: 6, high95: 14 },
    { day: "2026-11-29", expected: 20, low80: 17, high80: 23, low95: 15, high95: 25 },
    { day: "2026-11-30", expected: 30, low80: 26, high80: 34, low95: 24, high95: 36 },
  ],
  backtest: null,
};

describe("the total at a day", () => {
  it("is what was spent and what is expected until then", () => {
    expect(projectTotal(forecast, { spent: 100, untilDay: "2026-11-30" })).toEqual({
      expected: 130,
      low80: 126,
      high80: 134,
      low95: 124,
      high95: 136,
    });
  });

  it("is what was spent when the day is over", () => {
    expect(projectTotal(forecast, { spent: 100, untilDay: "2026-11-27" })).toMatchObject({
      expected: 100,
      high95: 100,
    });
  });

  it("is unknown beyond the forecast", () => {
    expect(projectTotal(forecast, { spent: 100, untilDay: "2026-12-01" })).toBeNull();
    expect(projectTotal({ ...forecast, totals: [] }, { spent: 100, untilDay: "2026-11-30" })).toBeNull();
  });
});

describe("the day a limit is reached", () => {
  it("is the first whose expected total gets there, with the bounds around it", () => {
    expect(findLimitCrossing(forecast, { spent: 100, limit: 120 })).toEqual({
      isCrossed: false,
      expectedDay: "2026-11-29",
      earliestDay: "2026-11-29",
      latestDay: "2026-11-30",
    });
  });

  it("is unknown when the forecast does not get there", () => {
    expect(findLimitCrossing(forecast, { spent: 100, limit: 133 })).toEqual({
      isCrossed: false,
      expectedDay: null,
      earliestDay: "2026-11-30",
      latestDay: null,
    });
  });

  it("is past when as much has been spent", () => {
    expect(findLimitCrossing(forecast, { spent: 120, limit: 120 }).isCrossed).toBe(true);
  });
});
