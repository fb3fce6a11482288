import { describe, expect, it } from "vitest";
import { boundsOfTimeRange, DEFAULT_TIME_RANGE, parseTimeRange, TIME_RANGE_KEYS } from "./time-range";

const NOW = new Date("2026-03-31T12:00:00Z");

describe("parseTimeRange", () => {
  it("keeps every known range and falls back for a hand-edited address", () => {
    for (const key of TIME_RANGE_KEYS) expect(parseTimeRange(key)).toBe(key);
    for (const odd of ["", "1y", "toString", undefined, ["7d"], 7])
      expect(parseTimeRange(odd)).toBe(DEFAULT_TIME_RANGE);
  });
});

describe("boundsOfTimeRange", () => {
  it("ends now and starts one span earlier", () => {
    expect(boundsOfTimeRange("24h", NOW)).toEqual({ from: "2026-03-30T12:00:00.000Z", to: "2026-03-31T12:00:00.000Z" });
  });

  it("has no start for all time", () => {
    expect(boundsOfTimeRange("all", NOW)).toEqual({ to: "2026-03-31T12:00:00.000Z" });
  });
});
