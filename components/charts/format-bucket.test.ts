import { describe, expect, it } from "vitest";
import { bucketFormat } from "./format-bucket";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const MIDNIGHT = Date.parse("2026-03-31T00:00:00Z");

describe("bucketFormat", () => {
  it("shows hours within a day and days beyond, in the reader's zone", () => {
    expect(bucketFormat(HOUR_MS, DAY_MS, "Asia/Tokyo").tick(MIDNIGHT)).toBe("09:00");
    expect(bucketFormat(HOUR_MS, 7 * DAY_MS, "Asia/Tokyo").tick(MIDNIGHT)).toBe("Mar 31");
    expect(bucketFormat(HOUR_MS, DAY_MS, "Asia/Tokyo").full(MIDNIGHT)).toBe("Mar 31, 2026, 09:00 GMT+9");
  });

  it("does not shift a UTC day for readers elsewhere", () => {
    for (const zone of ["Asia/Tokyo", "America/Los_Angeles"]) {
      expect(bucketFormat(DAY_MS, 30 * DAY_MS, zone).tick(MIDNIGHT)).toBe("Mar 31");
      expect(bucketFormat(DAY_MS, 30 * DAY_MS, zone).full(MIDNIGHT)).toBe("Mar 31, 2026, UTC");
    }
  });
});
