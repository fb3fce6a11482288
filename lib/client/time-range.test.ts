import { describe, expect, it } from "vitest";
import {
  boundsOfTimeRange,
  customTimeRange,
  DEFAULT_TIME_RANGE,
  lengthOfTimeRange,
  nameOfTimeRange,
  parseTimeRange,
  spanMsOf,
  TIME_RANGE_KEYS,
} from "./time-range";

const NOW = new Date("2026-03-31T12:00:00Z");
const MARCH = customTimeRange(new Date("2026-03-01T00:00:30Z"), NOW);

describe("parseTimeRange", () => {
  it("keeps every known range and falls back for a hand-edited address", () => {
    for (const key of TIME_RANGE_KEYS) expect(parseTimeRange(key)).toBe(key);
    for (const odd of ["", "2y", "toString", undefined, ["7d"], 7])
      expect(parseTimeRange(odd)).toBe(DEFAULT_TIME_RANGE);
  });

  it("keeps a range of one's own, unless it cannot be", () => {
    expect(parseTimeRange(MARCH)).toBe(MARCH);
    for (const odd of [
      "2026-03-31T12:00Z..2026-03-01T00:00Z",
      "2026-03-31T12:00Z..2026-03-31T12:00Z",
      "2026-13-31T12:00Z..2027-03-01T00:00Z",
      "2026-03-31..2026-04-01",
      "..",
    ])
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

  it("stands still for a range of one's own", () => {
    const bounds = { from: "2026-03-01T00:00:00.000Z", to: "2026-03-31T12:00:00.000Z" };
    expect(boundsOfTimeRange(MARCH, new Date("2030-01-01T00:00:00Z"))).toEqual(bounds);
  });
});

describe("the words for a range", () => {
  it("names its ends in the reader's zone", () => {
    expect(nameOfTimeRange("7d", "UTC")).toBe("Last 7 days");
    expect(nameOfTimeRange(MARCH, "UTC")).toBe("Mar 1, 2026, 00:00 – Mar 31, 2026, 12:00");
    expect(nameOfTimeRange(MARCH, "Asia/Tokyo")).toBe("Mar 1, 2026, 09:00 – Mar 31, 2026, 21:00");
  });

  it("tells how long it is, in a unit that fits", () => {
    const lengths = TIME_RANGE_KEYS.map(lengthOfTimeRange);
    expect(lengths).toEqual(["5 minutes", "hour", "24 hours", "7 days", "30 days", "90 days", "365 days", null]);
    expect(lengthOfTimeRange(customTimeRange(new Date("2026-03-31T11:59:00Z"), NOW))).toBe("minute");
    expect(spanMsOf("all")).toBeNull();
  });
});
