import { describe, expect, it } from "vitest";
import { bucketMiddleMs, historyEntry, historyOf } from "./test-snapshot";

const empty = {
  scores: { count: 0, sum: 0, squareSum: 0 },
  latencyMsP50: null,
  meanCostUsd: null,
  meanOutputTokens: null,
};

describe("organizeHistory", () => {
  it("tells a model's task apart from all its tasks together", () => {
    const history = historyOf([
      historyEntry("a/b", { task: "one", count: 10, quality: 80, costUsd: 0.1 }),
      historyEntry("a/b", { task: "two", count: 30, quality: 40, costUsd: 0.3 }),
      historyEntry("c/d", { task: "one", count: 5, quality: 100 }),
    ]);
    expect(history.ofTask("one", "a/b").scores).toMatchObject({ count: 10, sum: 800 });
    expect(history.overall("a/b").scores).toMatchObject({ count: 40, sum: 2_000 });
    expect(history.overall("a/b").meanCostUsd).toBeCloseTo(0.25, 12);
  });

  it("knows nothing of what never answered", () => {
    const history = historyOf([historyEntry("a/b")]);
    expect(history.ofTask("other", "a/b")).toEqual(empty);
    expect(history.overall("x/y")).toEqual(empty);
  });

  it("has no mean of nothing: neither of unpriced nor of failed executions", () => {
    const failed = {
      ...historyEntry("a/b", { count: 3 }),
      successCount: 0,
      unpricedCount: 3,
      latencyCount: 0,
      latencyHistogram: new Uint8Array(),
    };
    expect(historyOf([failed]).overall("a/b")).toMatchObject({
      meanCostUsd: null,
      meanOutputTokens: null,
      latencyMsP50: null,
    });
  });

  it("expects the cost and length of answers, not of calls that broke off or failed", () => {
    const answered = {
      ...historyEntry("a/b", { count: 1 }),
      successCount: 1,
      unpricedCount: 0,
      costUsd: 1,
      outputTokens: 10,
    };
    const cancelled = { ...answered, count: 9, successCount: 0, costUsd: 0.5, outputTokens: 900 };
    const failed = { ...answered, count: 5, successCount: 0, costUsd: 0, outputTokens: 0 };
    expect(historyOf([answered, cancelled, failed]).overall("a/b")).toMatchObject({
      meanCostUsd: 1,
      meanOutputTokens: 10,
    });
  });

  it("reads the median latency to two percent", () => {
    const median = historyOf([historyEntry("a/b", { latencyBucket: 140 })]).ofTask(
      "email_writing",
      "a/b",
    ).latencyMsP50!;
    expect(Math.abs(median / bucketMiddleMs(140) - 1)).toBeLessThan(0.02);
  });
});
