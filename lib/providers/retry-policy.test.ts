import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ProviderError } from "./provider-error";
import { retryDecision, type RetryPolicy } from "./retry-policy";

const POLICY: RetryPolicy = { maxAttempts: 4, baseDelayMs: 100, maxDelayMs: 1_000, totalBudgetMs: 10_000 };
const overloaded = (retryAfterMs?: number) =>
  new ProviderError("overloaded", "busy", retryAfterMs === undefined ? {} : { retryAfterMs });
const random = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
const failed = (rest: Partial<Parameters<typeof retryDecision>[0]> = {}) => ({
  error: overloaded(),
  attempts: 1,
  elapsedMs: 0,
  random: 0.5,
  ...rest,
});
const delayOf = (...args: Parameters<typeof retryDecision>) => {
  const decision = retryDecision(...args);
  return decision.retry ? decision.delayMs : NaN;
};

describe("retryDecision", () => {
  it("pauses for at least half and at most all of the exponential step", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 3 }), random, (attempts, draw) => {
        const step = Math.min(100 * 2 ** (attempts - 1), 1_000);
        const delayMs = delayOf(failed({ attempts, random: draw }), POLICY);
        expect(delayMs).toBeGreaterThanOrEqual(step / 2);
        expect(delayMs).toBeLessThanOrEqual(step);
      }),
    );
  });

  it("never chooses a pause above the cap, however many attempts there are", () => {
    const patient = { ...POLICY, maxAttempts: 1_000 };
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 999 }), random, (attempts, draw) => {
        expect(delayOf(failed({ attempts, random: draw }), patient)).toBeLessThanOrEqual(1_000);
      }),
    );
  });

  it("never returns sooner than the upstream asked", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 9_000 }), random, (retryAfterMs, draw) => {
        const delayMs = delayOf(failed({ error: overloaded(retryAfterMs), random: draw }), POLICY);
        expect(delayMs).toBeGreaterThanOrEqual(retryAfterMs);
      }),
    );
  });

  it("gives up when the pause would end after the budget", () => {
    expect(retryDecision(failed({ error: overloaded(60_000) }), POLICY)).toEqual({ retry: false, reason: "budget" });
    expect(retryDecision(failed({ elapsedMs: 9_990 }), POLICY)).toEqual({ retry: false, reason: "budget" });
  });

  it("counts the first call as an attempt", () => {
    expect(retryDecision(failed({ attempts: 3 }), POLICY).retry).toBe(true);
    expect(retryDecision(failed({ attempts: 4 }), POLICY)).toEqual({ retry: false, reason: "attempts" });
    expect(retryDecision(failed(), { ...POLICY, maxAttempts: 1 }).retry).toBe(false);
  });

  it("does not repeat what would be refused again", () => {
    for (const kind of [
      "authentication",
      "invalid_request",
      "context_length",
      "content_filter",
      "not_found",
    ] as const) {
      const error = new ProviderError(kind, "no");
      expect(retryDecision(failed({ error }), POLICY)).toEqual({ retry: false, reason: "not_retryable" });
    }
    for (const kind of ["cancelled", "blocked_address"] as const) {
      expect(retryDecision(failed({ error: new ProviderError(kind, "no") }), POLICY).retry).toBe(false);
    }
  });
});
