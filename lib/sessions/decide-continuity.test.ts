import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { RouteCandidate } from "@/lib/executions/schemas";
import { decideContinuity, lostCacheUsd, SWITCHING_MARGIN, type ContinuityQuestion } from "./decide-continuity";

const candidate = (model: string, utility: number, costUsd: number | null = 0.01): RouteCandidate => ({
  model,
  quality: 100 * utility,
  qualityLow: 0,
  qualityHigh: 100,
  observations: 10,
  costUsd,
  latencyMsP50: 500,
  utility,
});

/** Half quality, half cheapness. */
const order: ContinuityQuestion["order"] = (candidates) => {
  const least = Math.min(...candidates.map(({ costUsd }) => costUsd ?? Infinity));
  return candidates
    .map((one) => ({
      ...one,
      utility:
        (one.quality ?? 50) / 200 + (one.costUsd ? Math.min(1, (least + 0.0001) / (one.costUsd + 0.0001)) / 2 : 0.5),
    }))
    .sort((a, b) => b.utility - a.utility);
};

const question = (given: Partial<ContinuityQuestion>): ContinuityQuestion => ({
  current: "a",
  candidates: [candidate("b", 0.9), candidate("a", 0.85)],
  isTopicChange: false,
  isMoodChange: false,
  cachedTokens: 0,
  price: { inputPerMillion: 3, cacheReadPerMillion: 0.3 },
  order,
  ...given,
});

const anyCandidates = fc
  .uniqueArray(fc.constantFrom("a", "b", "c", "d"), { minLength: 1, maxLength: 4 })
  .chain((models) =>
    fc.tuple(
      ...models.map((model) =>
        fc
          .tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.double({ min: 0, max: 1, noNaN: true }))
          .map(([utility, cost]) => candidate(model, utility, cost)),
      ),
    ),
  );

describe("a conversation", () => {
  it("stays with the topic's model while another is only a little better", () => {
    const { stays, reason } = decideContinuity(question({}));
    expect(stays).toBe(true);
    expect(reason).toContain("b would be better");
  });

  it("goes to a model that is better by more than the margin", () => {
    const { stays, gain } = decideContinuity(question({ candidates: [candidate("b", 0.95), candidate("a", 0.5)] }));
    expect(stays).toBe(false);
    expect(gain).toBeGreaterThan(SWITCHING_MARGIN);
  });

  it("counts the lost prompt cache against the other model", () => {
    const candidates = [candidate("b", 0.8, 0.008), candidate("a", 0.8, 0.012)];
    expect(decideContinuity(question({ candidates })).stays).toBe(false);
    const { stays, switchingCostUsd } = decideContinuity(question({ candidates, cachedTokens: 3_000 }));
    expect(stays).toBe(true);
    expect(switchingCostUsd).toBeCloseTo(0.0081, 6);
  });

  it.each(["isTopicChange", "isMoodChange"])(
    "with %s goes to whoever is better, and stays where nobody is",
    (change) => {
      expect(decideContinuity(question({ [change]: true }))).toMatchObject({ stays: false, model: "b" });
      const candidates = [candidate("a", 0.9), candidate("b", 0.85)];
      expect(decideContinuity(question({ [change]: true, candidates }))).toMatchObject({ stays: true, model: "a" });
      // Nothing is known of any of them.
      const unknown = [candidate("b", 0.5), candidate("a", 0.5)];
      expect(decideContinuity(question({ [change]: true, candidates: unknown })).stays).toBe(true);
    },
  );

  it("is the router's to begin, and its to go on when the model cannot serve", () => {
    expect(decideContinuity(question({ current: null }))).toMatchObject({ stays: false, model: null });
    expect(decideContinuity(question({ current: "c" }))).toMatchObject({ stays: false, model: null });
  });

  it("never stays with a model that cannot serve, and always with the best", () => {
    fc.assert(
      fc.property(
        anyCandidates,
        fc.constantFrom("a", "b", "c", "d"),
        fc.nat(100_000),
        (candidates, current, cachedTokens) => {
          const { stays } = decideContinuity(question({ candidates, current, cachedTokens }));
          if (!candidates.some(({ model }) => model === current)) expect(stays).toBe(false);
          else if (order(candidates)[0]!.model === current) expect(stays).toBe(true);
        },
      ),
    );
  });

  it("never leaves because more of it lies in the cache", () => {
    fc.assert(
      fc.property(anyCandidates, fc.nat(50_000), fc.nat(50_000), (candidates, few, more) => {
        const withFew = decideContinuity(question({ candidates, cachedTokens: few }));
        const withMore = decideContinuity(question({ candidates, cachedTokens: few + more }));
        if (withFew.stays) expect(withMore.stays).toBe(true);
      }),
    );
  });
});

describe("the lost prompt cache", () => {
  it("costs nothing where a price is unknown or reading the cache is not cheaper", () => {
    expect(lostCacheUsd(1_000, null)).toBe(0);
    expect(lostCacheUsd(1_000, { inputPerMillion: 3, cacheReadPerMillion: null })).toBe(0);
    expect(lostCacheUsd(1_000, { inputPerMillion: 1, cacheReadPerMillion: 2 })).toBe(0);
    expect(lostCacheUsd(-5, { inputPerMillion: 3, cacheReadPerMillion: 0.3 })).toBe(0);
  });
});
