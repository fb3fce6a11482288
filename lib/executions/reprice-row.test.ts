import { describe, expect, it } from "vitest";
import type { ModelPrice } from "@/lib/registry/schemas";
import { repriceRow, type PricedRow } from "./reprice-row";

const price = (changes: Partial<ModelPrice> = {}): ModelPrice => ({
  inputPerMillion: 1,
  outputPerMillion: 2,
  cacheReadPerMillion: 0.1,
  cacheWritePerMillion: null,
  source: "override",
  ref: "override:1",
  asOf: "2026-01-01",
  ...changes,
});
const model = (one: ModelPrice | null) => ({ priceAt: () => one });
const row = (changes: Partial<PricedRow> = {}): PricedRow => ({
  id: "1",
  createdAt: "2026-01-01T00:00:00.000Z",
  modelSlug: "openai/x",
  costUsd: 5,
  costSource: "computed",
  inputTokens: 1_000_000,
  cachedInputTokens: null,
  cacheWriteTokens: null,
  cacheWrite1hTokens: null,
  outputTokens: 1_000_000,
  reasoningTokens: null,
  audioInputTokens: null,
  audioOutputTokens: null,
  serviceTier: null,
  answeredCalls: 1,
  ...changes,
});

describe("re-pricing an execution", () => {
  it("charges every class of its tokens at the price of its time, and names that price", () => {
    const moments: number[] = [];
    const dated = { priceAt: (atMs: number) => (moments.push(atMs), price()) };
    expect(repriceRow(row({ cachedInputTokens: 1_000_000 }), dated)).toEqual({
      kind: "changed",
      costUsd: 3.1,
      priceRef: "override:1",
    });
    expect(moments).toEqual([Date.parse("2026-01-01T00:00:00.000Z")]);
  });

  it("leaves a cost that is right already, whatever the last digits of a sum say", () => {
    expect(repriceRow(row({ costUsd: 3 + 1e-15 }), model(price()))).toEqual({ kind: "same" });
  });

  it("makes a cost known, and unknown where no price is stated any more", () => {
    expect(repriceRow(row({ costUsd: null, costSource: null }), model(price()))).toMatchObject({ costUsd: 3 });
    expect(repriceRow(row(), model(null))).toEqual({ kind: "changed", costUsd: null, priceRef: null });
    expect(repriceRow(row({ costUsd: null }), model(null))).toEqual({ kind: "same" });
  });

  it("keeps what a caller reported, what its cache answered, and what cannot be computed", () => {
    expect(repriceRow(row({ costSource: "reported" }), model(price()))).toEqual({ kind: "kept", reason: "reported" });
    expect(repriceRow(row({ costSource: "cached" }), model(price()))).toEqual({ kind: "kept", reason: "reported" });
    expect(repriceRow(row({ inputTokens: null }), model(price()))).toEqual({ kind: "kept", reason: "unmeasured" });
    expect(repriceRow(row(), model(price({ source: "local_compute" })))).toEqual({
      kind: "kept",
      reason: "unmeasured",
    });
    expect(repriceRow(row(), undefined)).toEqual({ kind: "kept", reason: "unknownModel" });
  });

  it("never charges the tokens of several models at the price of the one that answered last", () => {
    expect(repriceRow(row({ answeredCalls: 2 }), model(price()))).toEqual({ kind: "kept", reason: "unmeasured" });
    expect(repriceRow(row({ answeredCalls: 0 }), model(price()))).toMatchObject({ kind: "changed", costUsd: 3 });
  });
});
