import { describe, expect, it } from "vitest";
import { judgeCache, type ReplayedRequest } from "./judge-cache";

const OPTIONS = {
  type: "cost_reduction",
  margins: { qualityPoints: 2, costShare: null, latencyShare: 1 },
  finalists: 2,
  seed: 1,
} as const;

/** `hitQuality` by index; null where a model is asked. */
const requests = (count: number, hitQuality: (index: number) => number | null): ReplayedRequest[] =>
  Array.from({ length: count }, (_, index) => ({
    id: `r${index}`,
    costUsd: 0.01 + (index % 7) / 1_000,
    latencyMs: 800 + (index % 11) * 10,
    hitLatencyMs: 3,
    quality: 80,
    hitQuality: hitQuality(index),
  }));

describe("a cache that is judged by replay", () => {
  it("is proven when hits are many and as good as what was answered", () => {
    const judged = judgeCache(
      requests(400, (index) => (index % 2 === 0 ? 80 : null)),
      OPTIONS,
    );
    expect(judged).toMatchObject({ hits: 200, falseHits: 0, judgement: { isAccepted: true } });
    expect(judged.judgement.gain!.mean).toBeCloseTo(0.5, 1);
    expect(judged.judgement.reason).toContain("200 of 400 recorded requests");
  });

  it("is refused when more hits may be false than its floor allows, whatever it saves", () => {
    const judged = judgeCache(
      requests(400, (index) => (index % 2 !== 0 ? null : index % 20 === 0 ? 60 : 81)),
      { ...OPTIONS, margins: { ...OPTIONS.margins, qualityPoints: 50 } },
    );
    expect(judged).toMatchObject({ hits: 200, falseHits: 20, judgement: { isAccepted: false } });
    expect(judged.judgement.reason).toContain("20 were false");
  });

  it("is not proven by a few hits, even when none is false", () => {
    const { judgement } = judgeCache(
      requests(60, (index) => (index < 30 ? 80 : null)),
      OPTIONS,
    );
    expect(judgement).toMatchObject({ isAccepted: false, reason: expect.stringContaining("may be") as string });
  });

  it("is no candidate where nothing is asked twice, and stands an empty replay", () => {
    expect(
      judgeCache(
        requests(100, () => null),
        OPTIONS,
      ).judgement,
    ).toMatchObject({ isAccepted: false });
    expect(judgeCache([], OPTIONS)).toMatchObject({ hits: 0, judgement: { isAccepted: false } });
  });

  it("says nothing of cost where prices are unknown", () => {
    const unpriced = requests(400, (index) => (index % 2 === 0 ? 80 : null)).map((one) => ({ ...one, costUsd: null }));
    expect(judgeCache(unpriced, OPTIONS).judgement.isAccepted).toBe(false);
  });
});
