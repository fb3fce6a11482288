import { describe, expect, it } from "vitest";
import { describeTimeSeries } from "./describe-time-series";
import { prepareTimeSeries } from "./prepare-time-series";

const HOUR_MS = 3_600_000;
const points = [3, 1, 2].map((value, hour) => ({
  at: new Date(hour * HOUR_MS).toISOString(),
  key: "gpt",
  value: value / 100,
}));

describe("describeTimeSeries", () => {
  it("tells latest, lowest and highest of what is finished", () => {
    const prepared = prepareTimeSeries({ points, bucketMs: HOUR_MS, nowMs: 2.5 * HOUR_MS, labels: { gpt: "GPT" } });
    expect(describeTimeSeries(prepared, "usd")).toBe("GPT: latest $0.01, lowest $0.01, highest $0.03.");
  });

  it("says so when there is nothing, or nothing finished", () => {
    expect(describeTimeSeries(prepareTimeSeries({ points: [], bucketMs: 1, nowMs: 0 }), "count")).toContain("No data");
    const open = prepareTimeSeries({ points: points.slice(0, 1), bucketMs: HOUR_MS, nowMs: 1 });
    expect(describeTimeSeries(open, "usd")).toBe("gpt: nothing finished yet.");
  });
});
