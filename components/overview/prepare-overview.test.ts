import { describe, expect, it } from "vitest";
import type { Timeseries, TimeseriesPoint } from "@/lib/executions/schemas";
import { bucketMsOf, toPoints, totalsPerBucket } from "./prepare-overview";

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

describe("the overview's numbers", () => {
  it("adds up groups per bucket, oldest first", () => {
    expect(totalsPerBucket(series, (one) => one.count)).toEqual([1, 7]);
  });

  it("keeps what was not measured as missing, never as zero", () => {
    expect(toPoints(series, (one) => one.latencyMsP95).map((one) => one.value)).toEqual([10, 20, null]);
  });

  it("names the group of executions that no model served", () => {
    expect(toPoints(series, (one) => one.count).map((one) => one.key)).toEqual(["a", "a", "none"]);
  });

  it("knows how wide a bucket is", () => {
    expect(bucketMsOf("hour") * 24).toBe(bucketMsOf("day"));
  });
});
