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
    expect(prepare([])).toEqual({ series: [], rows: [], seriesCount: 0, overlayLabel: null });
    expect(prepare([{ at: "yesterday", key: "a", value: 1 }]).rows).toEqual([]);
  });

  it("lays an earlier time over this one, also where nothing was measured now", () => {
    const points = [1, 2].map((hour) => ({ at: at(hour), key: "a", value: 1 }));
    const earlier = [0, 1, 2].map((hour) => ({ at: at(hour - 24), value: hour + 10 }));
    const { rows, overlayLabel } = prepareTimeSeries({
      points,
      bucketMs: HOUR_MS,
      nowMs: START + 100 * HOUR_MS,
      overlay: { label: "Previous day", points: earlier, shiftMs: 24 * HOUR_MS },
    });
    expect(overlayLabel).toBe("Previous day");
    expect(rows.map(({ values, overlay }) => [values[0], overlay])).toEqual([
      [null, 10],
      [1, 11],
      [1, 12],
    ]);
  });

  it("finds the bucket of an earlier time that is shifted by an odd hour or a longer month", () => {
    const days = ["2026-03-01", "2026-04-01", "2026-05-01"].map((day) => ({
      at: `${day}T00:00:00Z`,
      key: "a",
      value: 1,
    }));
    const earlier = ["2025-12-01", "2026-01-01", "2026-02-01"].map((day, index) => ({
      at: `${day}T00:00:00Z`,
      value: index,
    }));
    const { rows } = prepareTimeSeries({
      points: days,
      bucketMs: 30 * 24 * HOUR_MS,
      nowMs: START + 1_000 * HOUR_MS,
      overlay: { label: "before", points: earlier, shiftMs: 90 * 24 * HOUR_MS + HOUR_MS },
    });
    expect(rows.map(({ overlay }) => overlay)).toEqual([0, 1, 2]);
  });

  it("draws no earlier time where there is nothing now", () => {
    const overlay = { label: "before", points: [{ at: at(0), value: 1 }], shiftMs: HOUR_MS };
    expect(prepareTimeSeries({ points: [], bucketMs: HOUR_MS, nowMs: 0, overlay }).rows).toEqual([]);
  });

  it("points out what was changed in the bucket in which it happened, and nothing outside", () => {
    const points = [0, 1, 2].map((hour) => ({ at: at(hour), key: "a", value: 1 }));
    const marks = [
      { at: at(9), title: "after" },
      { at: at(1.9), title: "second" },
      { at: at(1), title: "first" },
      { at: at(-1), title: "before" },
      { at: "yesterday", title: "unreadable" },
    ];
    const { rows } = prepareTimeSeries({ points, bucketMs: HOUR_MS, nowMs: START, marks });
    expect(rows.map((row) => row.marks)).toEqual([[], ["first", "second"], []]);
  });
});
