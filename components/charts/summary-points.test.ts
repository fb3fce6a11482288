import { describe, expect, it } from "vitest";
import type { Timeseries, TimeseriesPoint } from "@/lib/executions/schemas";
import { bucketMsOf, costOf, errorsOf, groupPoints, measurePoints, overlayOf, trendOf } from "./summary-points";

const point = (at: string, group: string, count: number, latencyMsP95: number | null): TimeseriesPoint => ({
  at,
  group,
  count,
  counts: { success: count, partial: 0, cancelled: 0, failed: 0, interrupted: 0 },
  successRate: 1,
  costUsd: 0,
  unpricedCount: 0,
  estimatedCount: 0,
  inputTokens: 0,
  outputTokens: 0,
  tokens: { fresh: 0, cacheRead: 0, cacheWrite: 0, output: 0, reasoning: 0 },
  latencyMsAverage: latencyMsP95,
  latencyMsP50: latencyMsP95,
  latencyMsP95,
  latencyMsP99: latencyMsP95,
  timeToFirstTokenMsAverage: null,
  overheadMsAverage: null,
  quality: null,
  qualityCount: 0,
  confidence: null,
  approvalRate: null,
});

const series: Timeseries = {
  from: "2026-01-01T00:00:00Z",
  to: "2026-01-01T03:00:00Z",
  step: "hour",
  stepNote: null,
  groupCount: 2,
  comparison: null,
  points: [
    point("2026-01-01T01:00:00Z", "a", 2, 10),
    point("2026-01-01T00:00:00Z", "a", 1, 20),
    point("2026-01-01T01:00:00Z", "", 5, null),
  ],
};

const NAMES = { previous: "before", weekdays: "weekdays" };

describe("lines of measures over time", () => {
  it("leaves out what was not measured: a gap, never zero", () => {
    expect(groupPoints(series, (one) => one.latencyMsP95).map((one) => one.value)).toEqual([10, 20]);
    expect(measurePoints(series, { p95: (one) => one.latencyMsP95 }).map((one) => one.value)).toEqual([10, 20]);
  });

  it("names the group of executions that no model served", () => {
    expect(groupPoints(series, (one) => one.count).map((one) => one.key)).toEqual(["a", "a", "none"]);
  });

  it("counts a caller's cancellation as no error", () => {
    const counts = { success: 1, partial: 2, cancelled: 9, failed: 3, interrupted: 4 };
    expect(errorsOf({ ...series.points[0]!, counts })).toBe(9);
  });

  it("knows no cost where no price is known, and part of it where some are", () => {
    const summary = { ...series.points[0]!, count: 2, costUsd: 0 };
    expect(costOf({ ...summary, unpricedCount: 2 })).toBeNull();
    expect(costOf({ ...summary, unpricedCount: 1 })).toBe(0);
  });

  it("shows a pause as a gap in the small line", () => {
    const points = [point("2026-01-01T00:00:00Z", "", 1, null), point("2026-01-01T03:00:00Z", "", 2, null)];
    expect(trendOf({ ...series, points }, (one) => one.count)).toEqual([1, null, null, 2]);
  });

  it("lays over an earlier time only when there is something in it", () => {
    const comparison = { kind: "previous" as const, from: "", to: "", shiftMs: 5, points: [] as TimeseriesPoint[] };
    expect(overlayOf(series, errorsOf, NAMES)).toBeNull();
    expect(overlayOf({ ...series, comparison }, errorsOf, NAMES)).toBeNull();
    const filled = { ...comparison, points: series.points.slice(0, 1) };
    expect(overlayOf({ ...series, comparison: filled }, (one) => one.count, NAMES)).toEqual({
      label: "before",
      shiftMs: 5,
      points: [{ at: "2026-01-01T01:00:00Z", value: 2 }],
    });
  });

  it("knows how wide a bucket is", () => {
    expect(bucketMsOf("hour") * 24).toBe(bucketMsOf("day"));
  });
});
