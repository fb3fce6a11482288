import { describe, expect, it } from "vitest";
import { NO_SUMS } from "./execution-sums";
import { judgeHealth, type HealthFacts } from "./judge-health";
import { encodeHistogram, latencyBucket } from "./latency-histogram";
import { summariseSums } from "./summarise-sums";

/** A summary of so many calls, all of the same latency. */
const calls = (success: number, failed = 0, latencyMs = 100, cancelled = 0) =>
  summariseSums([
    {
      ...NO_SUMS,
      status: "success",
      count: success,
      latencyHistogram: encodeHistogram([[latencyBucket(latencyMs), success]]),
    },
    { ...NO_SUMS, status: "failed", count: failed },
    { ...NO_SUMS, status: "cancelled", count: cancelled },
  ]);
const facts = (changes: Partial<HealthFacts> = {}): HealthFacts => ({
  lastHour: calls(200),
  byModel: [],
  dayBefore: calls(2_000),
  recordingError: null,
  rejectedCount: 0,
  ...changes,
});
const codes = (changes: Partial<HealthFacts>) => {
  const { status, reasons } = judgeHealth(facts(changes));
  return [status, ...reasons.map(({ code }) => code)];
};

describe("the health of the last hour", () => {
  it("is good when requests answer, and when there were none", () => {
    expect(codes({})).toEqual(["healthy"]);
    expect(codes({ lastHour: calls(0) })).toEqual(["healthy", "idle"]);
  });

  it("is judged by the share of failures, without the callers that went away", () => {
    expect(codes({ lastHour: calls(190, 10) })).toEqual(["degraded", "error_rate"]);
    expect(codes({ lastHour: calls(150, 50) })).toEqual(["unhealthy", "error_rate"]);
    expect(codes({ lastHour: calls(190, 5, 100, 500) })).toEqual(["healthy"]);
  });

  it("is not judged by a handful of calls", () => {
    expect(codes({ lastHour: calls(3, 9) })).toEqual(["healthy"]);
    expect(codes({ lastHour: calls(50, 0, 9_000) })).toEqual(["healthy"]);
  });

  it("names a model that fails although the whole looks fine", () => {
    const { status, reasons } = judgeHealth(
      facts({ lastHour: calls(1_000, 15), byModel: [{ model: "a/b", ...calls(10, 15) }] }),
    );
    expect(status).toBe("degraded");
    expect(reasons[0]?.message).toBe("a/b failed 60 % of 25 requests of the last hour");
  });

  it("suffers when answers take twice as long as the day before", () => {
    expect(codes({ lastHour: calls(200, 0, 150) })).toEqual(["healthy"]);
    expect(codes({ lastHour: calls(200, 0, 250) })).toEqual(["degraded", "slow"]);
  });

  it("is bad while nothing can be recorded, and says the worst first", () => {
    expect(codes({ rejectedCount: 2 })).toEqual(["degraded", "recording"]);
    expect(codes({ recordingError: "refused", lastHour: calls(190, 10) })).toEqual([
      "unhealthy",
      "recording",
      "error_rate",
    ]);
  });
});
