import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { retryAfterMs } from "./retry-after";

const NOW = Date.parse("2026-01-01T00:00:00Z");

describe("retryAfterMs", () => {
  it("reads seconds, milliseconds and HTTP dates", () => {
    expect(retryAfterMs({ "retry-after": "3" }, NOW)).toBe(3_000);
    expect(retryAfterMs({ "retry-after": "0.25" }, NOW)).toBe(250);
    expect(retryAfterMs({ "retry-after-ms": "40", "retry-after": "1" }, NOW)).toBe(40);
    expect(retryAfterMs({ "retry-after": "Thu, 01 Jan 2026 00:00:07 GMT" }, NOW)).toBe(7_000);
  });

  it("takes a date that is over as now, and never waits longer than an hour", () => {
    expect(retryAfterMs({ "retry-after": "Wed, 31 Dec 2025 00:00:00 GMT" }, NOW)).toBe(0);
    expect(retryAfterMs({ "retry-after": "999999" }, NOW)).toBe(3_600_000);
    expect(retryAfterMs({ "retry-after": "Fri, 01 Jan 2100 00:00:00 GMT" }, NOW)).toBe(3_600_000);
  });

  it("is undefined when nothing readable is said", () => {
    expect(retryAfterMs({}, NOW)).toBeUndefined();
    expect(retryAfterMs({ "retry-after": "soon" }, NOW)).toBeUndefined();
  });

  it("is within one hour whatever the header says", () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (exact, text) => {
        const waitMs = retryAfterMs({ "retry-after-ms": exact, "retry-after": text }, NOW) ?? 0;
        expect(waitMs).toBeGreaterThanOrEqual(0);
        expect(waitMs).toBeLessThanOrEqual(3_600_000);
      }),
    );
  });
});
