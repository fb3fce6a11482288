import { describe, expect, it } from "vitest";
import { prepareForecast } from "./prepare-forecast";

const point = (day: string) => ({
  day,
  expectedUsd: 10,
  low80Usd: 8,
  high80Usd: 12,
  low95Usd: 6,
  high95Usd: 14,
});

describe("the chart of a forecast", () => {
  it("lets the forecast begin where the past ends, so that the line has no hole", () => {
    const rows = prepareForecast({
      history: [
        { day: "2026-10-01", costUsd: 4 },
        { day: "2026-10-02", costUsd: 5 },
      ],
      points: [point("2026-10-03")],
    });
    expect(rows).toEqual([
      { day: "2026-10-01", actual: 4, expected: null, band80: null, band95: null },
      { day: "2026-10-02", actual: 5, expected: 5, band80: null, band95: null },
      { day: "2026-10-03", actual: null, expected: 10, band80: [8, 12], band95: [6, 14] },
    ]);
  });

  it("draws no band where the history says nothing about its scatter", () => {
    const [row] = prepareForecast({
      history: [],
      points: [{ ...point("2026-10-03"), low80Usd: null, low95Usd: null }],
    });
    expect(row).toMatchObject({ expected: 10, band80: null, band95: null });
  });

  it("shows the last six weeks of the past, and nothing for nothing", () => {
    const history = Array.from({ length: 60 }, (_, index) => ({ day: `day ${index}`, costUsd: index }));
    expect(prepareForecast({ history, points: [] })).toHaveLength(42);
    expect(prepareForecast({ history: [], points: [] })).toEqual([]);
  });
});
