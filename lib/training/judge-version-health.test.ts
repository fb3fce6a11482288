import { describe, expect, it } from "vitest";
import { evaluateAnswers } from "./evaluate-answers";
import { judgeVersionHealth } from "./judge-version-health";

const facts = (changes: object = {}) => ({
  count: 100,
  counts: { success: 100, partial: 0, cancelled: 0, failed: 0, interrupted: 0 },
  successRate: 1,
  confidence: 0.9,
  quality: null as number | null,
  qualityCount: 0,
  ...changes,
});
const evaluation = (right: number, confidence = right / 100) =>
  evaluateAnswers(
    Array.from({ length: 100 }, (_, index) => ({
      truth: "a",
      predicted: index < right ? "a" : "b",
      confidence,
      alternatives: [],
      characters: 10,
      source: "import",
    })),
  );

describe("the health of a version", () => {
  it("is good when nothing speaks against it, and idle without requests", () => {
    expect(judgeVersionHealth(facts(), evaluation(90))).toEqual({ status: "healthy", recommendations: [] });
    expect(judgeVersionHealth(facts({ count: 0, successRate: null, confidence: null }), null).status).toBe("idle");
  });

  it("follows the share of failures, of enough requests", () => {
    expect(judgeVersionHealth(facts({ successRate: 0.97 }), null).status).toBe("degraded");
    expect(judgeVersionHealth(facts({ successRate: 0.8 }), null).status).toBe("unhealthy");
    expect(judgeVersionHealth(facts({ count: 5, successRate: 0 }), null).status).toBe("healthy");
  });

  it("suffers when judged answers are right less often than measured", () => {
    const judged = facts({ quality: 60, qualityCount: 50 });
    expect(judgeVersionHealth(judged, evaluation(92)).status).toBe("unhealthy");
    expect(judgeVersionHealth(facts({ quality: 60, qualityCount: 5 }), evaluation(92)).status).toBe("healthy");
  });

  it("says what to do about low or dishonest confidence", () => {
    const { status, recommendations } = judgeVersionHealth(facts({ confidence: 0.4 }), evaluation(70, 0.95));
    expect(status).toBe("degraded");
    expect(recommendations).toHaveLength(2);
  });
});
