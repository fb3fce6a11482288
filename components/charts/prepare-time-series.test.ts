import { describe, expect, it } from "vitest";
import { prepareTimeSeries, type TimeSeriesPoint } from "./prepare-time-series";

const HOUR_MS = 3_600_000;
const START = Date.parse("2026-03-31T00:00:00Z");
const at = (hour: number) => new Date(START + hour * HOUR_MS).toISOString();
const prepare = (points: TimeSeriesPoint[], nowHour = 100) =>
  prepareTimeSeries({ points, bucketMs: HOUR_MS, nowMs: START + nowHour * HOUR_MS });

describe("prepareTimeSeries", () => {
  it("leaves a gap where nothing was measured and keeps a measured zero", () => {
    const { rows } = prepare([
      { at: at(3), key: "a", value: 5 },
      { at: at(0), key: "a", value: 0 },
      { at: at(2), key: "a", value: null },
    ]);
    expect(rows.map((row) => row.values[0])).toEqual([0, null, null, 5]);
  });

  it("puts the larger series first, whatever the order of the points", () => {
    const points = [
      { at: at(0), key: "small", value: 1 },
      { at: at(0), key: "large", value: 9 },
    ];
    expect(prepare(points).series.map(({ key }) => key)).toEqual(["large", "small"]);
    expect(prepare(points.toReversed())).toEqual(prepare(points));
  });

  it("keeps the eight largest and tells how many there were", () => {
    const points = Array.from({ length: 13 }, (_, index) => ({ at: at(0), key: `m${index}`, value: index }));
    const { series, seriesCount } = prepare(points);
    expect([series.length, seriesCount, series[0]?.key]).toEqual([8, 13, "m12"]);
    expect(new Set(series.map(({ colour }) => colour)).size).toBe(8);
  });

  it("marks only the bucket that has not ended", () => {
    const points = [0, 1, 2].map((hour) => ({ at: at(hour), key: "a", value: 1 }));
    expect(prepare(points, 2.5).rows.map((row) => row.isOpen)).toEqual([false, false, true]);
    expect(prepare(points, 3).rows.map((row) => row.isOpen)).toEqual([false, false, false]);
  });

  it("does not invent buckets when months or a mistaken bucket break the grid", () => {
    const points = ["2026-01-01", "2026-02-01", "2026-03-01"].map((day) => ({
      at: `${day}T00:00:00Z`,
      key: "a",
      value: 1,
    }));
    const monthly = prepareTimeSeries({ points, bucketMs: 30 * 24 * HOUR_MS, nowMs: 0 });
    const seconds = prepareTimeSeries({ points, bucketMs: 1_000, nowMs: 0 });
    expect([monthly.rows.length, seconds.rows.length]).toEqual([3, 3]);
  });

  it("survives no points and unreadable times", () => {
    expect(prepare([])).toEqual({ series: [], rows: [], seriesCount: 0 });
    expect(prepare([{ at: "yesterday", key: "a", value: 1 }]).rows).toEqual([]);
  });
});
