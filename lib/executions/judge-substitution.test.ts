import { describe, expect, it } from "vitest";
import type { ModelPrice } from "@/lib/registry/schemas";
import {
  judgeSubstitution,
  MIN_SCORES,
  QUALITY_MARGIN,
  type Alternative,
  type ModelAtTask,
} from "./judge-substitution";

const price = (inputPerMillion: number, outputPerMillion: number | null): ModelPrice => ({
  inputPerMillion,
  outputPerMillion,
  cacheReadPerMillion: null,
  cacheWritePerMillion: null,
  source: "price_book",
  ref: "book:1",
  asOf: "2026-01-01",
});

/** Scores around a mean with this standard deviation. */
const scores = (count: number, mean: number, deviation = 5) => ({
  count,
  sum: count * mean,
  squareSum: count * mean ** 2 + (count - 1) * deviation ** 2,
});

const model = (changes: Partial<ModelAtTask> = {}): ModelAtTask => ({
  model: "dear",
  answeredCount: 1_240,
  pricedCount: 1_240,
  costUsd: 124,
  inputTokens: 1_240_000,
  cacheReadTokens: 0,
  cacheWriteTokens: 0,
  outputTokens: 248_000,
  quality: scores(400, 80),
  ...changes,
});
const cheap = (changes: Partial<ModelAtTask> = {}) => model({ model: "cheap", ...changes });
const ready: Alternative = { price: price(1, 10), isReady: true, isSimulated: false };
const judge = (current: ModelAtTask, other: ModelAtTask, alternative: Alternative = ready) =>
  judgeSubstitution("email_writing", current, other, alternative);

describe("a model in place of another", () => {
  it("is offered with the calls, both costs and both measured qualities", () => {
    const found = judge(model(), cheap());
    expect(found.verdict).toBe("supported");
    // 1.24 M tokens in at $1, 0.248 M out at $10.
    expect(found.alternativeCostUsd).toBeCloseTo(3.72, 10);
    expect(found.savingUsd).toBeCloseTo(120.28, 10);
    expect(found.explanation).toContain("1,240 calls of email_writing cost $124.00 on dear");
    expect(found.explanation).toContain("$3.72 on cheap, at equal measured quality");
  });

  it("answers as long as it does itself, not as long as the other", () => {
    const talkative = judge(model(), cheap({ answeredCount: 100, outputTokens: 100 * 2_000 }));
    expect(talkative.alternativeCostUsd).toBeCloseTo(1.24 + 1_240 * 0.02, 10);
  });

  it("pays for cached input what its own price says, or for fresh input when it names none", () => {
    const cached = model({ inputTokens: 0, cacheReadTokens: 1_240_000 });
    expect(judge(cached, cheap()).alternativeCostUsd).toBeCloseTo(3.72, 10);
    const discount = { ...ready, price: { ...ready.price!, cacheReadPerMillion: 0.1 } };
    expect(judge(cached, cheap(), discount).alternativeCostUsd).toBeCloseTo(2.604, 10);
  });

  it("counts with its own mean cost when it runs on this server", () => {
    const local = { ...ready, price: { ...price(0, null), inputPerMillion: null, source: "local_compute" as const } };
    expect(judge(model(), cheap({ pricedCount: 10, costUsd: 0.1 }), local).alternativeCostUsd).toBeCloseTo(12.4, 10);
  });

  it.each([
    ["too_few_scores", cheap({ quality: scores(MIN_SCORES - 1, 95) }), ready],
    ["worse", cheap({ quality: scores(400, 80 - 3 * QUALITY_MARGIN) }), ready],
    ["quality_not_proven", cheap({ quality: scores(MIN_SCORES, 80, 25) }), ready],
    ["not_cheaper", cheap(), { ...ready, price: price(1_000, 1_000) }],
    ["unknown_price", cheap(), { ...ready, price: null }],
    ["unknown_price", cheap({ answeredCount: 0, outputTokens: 0 }), ready],
    ["unavailable", cheap(), { ...ready, isReady: false }],
    ["unavailable", cheap(), { ...ready, isSimulated: true }],
  ] as const)("is not offered, and says why: %s", (verdict, other, alternative) => {
    const found = judge(model(), other, alternative);
    expect(found.verdict).toBe(verdict);
    expect(found.explanation.length).toBeGreaterThan(20);
  });

  it("is not offered for a model that nobody scored", () => {
    expect(judge(model({ quality: scores(0, 0, 0) }), cheap()).verdict).toBe("too_few_scores");
  });
});
