import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  formatCount,
  formatDuration,
  formatLatency,
  formatLocalTime,
  formatPercent,
  formatQuality,
  formatRelativeTime,
  formatSigned,
  formatTokens,
  formatUsd,
  formatUsdPerMillion,
  formatUsdShort,
  formatUtc,
} from "./format";

describe("formatUsd", () => {
  it("shows everyday amounts with cents", () => {
    expect([0, 0.2, 0.25, 1, 12.345, 1234.5].map(formatUsd)).toEqual([
      "$0.00",
      "$0.20",
      "$0.25",
      "$1.00",
      "$12.35",
      "$1,234.50",
    ]);
  });

  it("keeps the digits of tiny prices and never writes an exponent", () => {
    expect(formatUsd(2e-7)).toBe("$0.0000002");
    expect(formatUsd(0.00123)).toBe("$0.00123");
    fc.assert(
      fc.property(fc.double({ min: 1e-12, max: 0.99, noNaN: true }), (usd) => {
        const text = formatUsd(usd);
        expect(text).toMatch(/^\$0\.\d+$/);
        expect(Number(text.slice(1)) / usd).toBeCloseTo(1, 2);
      }),
    );
  });

  it("says unknown instead of zero when the price is not known", () => {
    expect([null, undefined, Number.NaN].map(formatUsd)).toEqual(["unknown", "unknown", "unknown"]);
    expect(formatUsdPerMillion(null)).toBe("unknown");
    expect(formatUsdPerMillion(0.15)).toBe("$0.15 / 1M");
  });

  it("puts the sign in front", () => expect(formatUsd(-0.5)).toBe("-$0.50"));

  it("shortens thousands on axes only", () => {
    expect([0.002, 12, 1_200].map(formatUsdShort)).toEqual(["$0.002", "$12.00", "$1.2K"]);
  });
});

describe("formatLatency", () => {
  it("changes the unit where a person would", () => {
    expect([0.4231, 12.34, 999.4, 999.6, 1_240, 59_949, 59_960, 3_720_000].map(formatLatency)).toEqual([
      "0.423 ms",
      "12.3 ms",
      "999 ms",
      "1 s",
      "1.24 s",
      "59.9 s",
      "1 min 00 s",
      "1 h 02 min",
    ]);
  });

  it("has a dash for what was never measured", () => expect(formatLatency(null)).toBe("–"));
});

describe("formatDuration", () => {
  it("shows the two largest units", () => {
    expect([0, 42_400, 187_000, 7_500_000].map(formatDuration)).toEqual(["0 s", "42 s", "3 min 07 s", "2 h 05 min"]);
  });
});

describe("formatPercent", () => {
  it("shows one decimal", () => {
    expect([0, 0.5, 0.1234, 1, 1.5, -0.034].map(formatPercent)).toEqual([
      "0%",
      "50%",
      "12.3%",
      "100%",
      "150%",
      "-3.4%",
    ]);
  });

  it("claims 0% and 100% only when it is so", () => {
    expect([0.0002, 0.9995, 0.99996, 0.00001].map(formatPercent)).toEqual(["0.02%", "99.95%", ">99.99%", "<0.01%"]);
    fc.assert(
      fc.property(fc.double({ min: 1e-9, max: 1 - 1e-9, noNaN: true }), (ratio) => {
        expect(["0%", "100%"]).not.toContain(formatPercent(ratio));
      }),
    );
  });
});

describe("formatSigned", () => {
  it("tells which way a difference goes, and gives no sign to one that rounds to nothing", () => {
    expect([2.5, -2.5, 0, -0, 0.04, -0.04].map((value) => formatSigned(value))).toEqual([
      "+2.5",
      "−2.5",
      "0.0",
      "0.0",
      "0.0",
      "0.0",
    ]);
    expect(formatSigned(-12.34, formatQuality)).toBe("−12.3");
  });
});

describe("counts", () => {
  it("separates thousands and shortens only large token counts", () => {
    expect([formatCount(1234567), formatTokens(9_999), formatTokens(12_345), formatCount(null)]).toEqual([
      "1,234,567",
      "9,999",
      "12.3K",
      "–",
    ]);
    expect([formatQuality(87.26), formatQuality(null)]).toEqual(["87.3", "–"]);
  });
});

describe("times", () => {
  const now = new Date("2026-03-31T12:00:00Z");
  const ago = (ms: number) => formatRelativeTime(new Date(now.getTime() - ms), now);

  it("speaks relatively, in the largest unit that is full", () => {
    expect([1_000, 59_000, 61_000, 7_100_000, 90_000_000].map(ago)).toEqual([
      "just now",
      "59 sec. ago",
      "1 min. ago",
      "1 hr. ago",
      "yesterday",
    ]);
    expect(ago(-120_000)).toBe("in 2 min.");
  });

  it("writes UTC unmistakably and local time with its zone", () => {
    const time = new Date("2026-03-31T23:30:05Z");
    expect(formatUtc(time)).toBe("2026-03-31 23:30:05 UTC");
    expect(formatLocalTime(time, "Asia/Tokyo")).toBe("Apr 1, 2026, 08:30:05 GMT+9");
  });
});
