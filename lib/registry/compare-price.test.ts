import { describe, expect, it } from "vitest";
import { comparePrices } from "./compare-price";
import { PriceList } from "./price-list-schemas";
import type { ModelPrice } from "./price-schemas";
import { rowsOfOurModels } from "./read-price-list";

const model = (upstreamId: string, kind: "openai" | "compatible" = "openai", providerSlug: string = kind) => ({
  slug: `${providerSlug}/${upstreamId}`,
  providerSlug,
  providerKind: kind,
  upstreamId,
});
const listOf = (...models: object[]) => PriceList.parse({ models });
const ours = (changes: Partial<ModelPrice> = {}): ModelPrice => ({
  inputPerMillion: 0.25,
  outputPerMillion: 2,
  cacheReadPerMillion: 0.025,
  cacheWritePerMillion: null,
  source: "price_book",
  ref: "book:1",
  asOf: "2026-01-01",
  ...changes,
});
const theirs = (row: object) =>
  rowsOfOurModels(listOf({ provider: "openai", id: "x", ...row }), [model("x")])[0]!.price!;

describe("a price list", () => {
  it("is per token and becomes prices per million without the noise of binary fractions", () => {
    expect(theirs({ input: 2.5e-7, output: 2e-6, cache_read: 2.5e-8, cache_write: null })).toMatchObject({
      inputPerMillion: 0.25,
      outputPerMillion: 2,
      cacheReadPerMillion: 0.025,
      cacheWritePerMillion: null,
    });
  });

  it("is about the models that it names by provider and id or alias; a row's own id counts more than an alias", () => {
    const list = listOf(
      { provider: "openai", id: "a", input: 1e-6 },
      { provider: "openai", id: "b", aliases: ["a", "c"], input: 2e-6 },
      { provider: "groq", id: "d", input: 1e-6 },
      { provider: "mistral", id: "e", input: 1e-6 },
    );
    const models = [model("a"), model("c"), model("d"), model("e", "compatible", "mistral")];
    expect(rowsOfOurModels(list, models).map(({ model: slug, theirId }) => [slug, theirId])).toEqual([
      ["openai/a", "a"],
      ["openai/c", "b"],
      ["mistral/e", "e"],
    ]);
  });

  it("says nothing of models whose price it does not state", () => {
    expect(rowsOfOurModels(listOf({ provider: "openai", id: "x", input: null, output: null }), [model("x")])).toEqual(
      [],
    );
  });

  it("keeps the price of a class that a tier for long inputs leaves out", () => {
    const tiers = [{ above_input_tokens: 200_000, input: 5e-7 }];
    expect(theirs({ input: 2.5e-7, output: 2e-6, tiers }).tiers).toEqual([
      {
        aboveInputTokens: 200_000,
        inputPerMillion: 0.5,
        outputPerMillion: 2,
        cacheReadPerMillion: null,
        cacheWritePerMillion: null,
      },
    ]);
  });

  it("cannot be taken over where its tiers are ranges", () => {
    const list = listOf({ provider: "openai", id: "x", input: 1e-6, tiers: [{ range: [0, 32_000], input: 1e-6 }] });
    expect(rowsOfOurModels(list, [model("x")])[0]).toMatchObject({
      price: null,
      problem: expect.stringMatching(/form/),
    });
  });

  it("is refused when it is per million, not per token", () => {
    expect(
      PriceList.safeParse({ meta: { unit: "USD per million" }, models: [{ provider: "a", id: "b" }] }).success,
    ).toBe(false);
    expect(PriceList.safeParse({ models: [{ provider: "a", id: "b", input: 2.5 }] }).success).toBe(false);
  });
});

describe("two prices of a model", () => {
  it("are the same when every class that theirs states is, whatever ours knows beyond it", () => {
    expect(comparePrices(ours(), theirs({ input: 2.5e-7, output: 2e-6 }))).toEqual([]);
  });

  it("differ class by class", () => {
    expect(comparePrices(ours(), theirs({ input: 3e-7, output: 2e-6, cache_write: 1e-6 }))).toEqual([
      { class: "inputPerMillion", aboveInputTokens: 0, ours: 0.25, theirs: 0.3 },
      { class: "cacheWritePerMillion", aboveInputTokens: 0, ours: null, theirs: 1 },
    ]);
  });

  it("differ where only one of them is dearer for long inputs", () => {
    const tiers = [{ above_input_tokens: 100, input: 5e-7 }];
    expect(comparePrices(ours(), theirs({ input: 2.5e-7, output: 2e-6, tiers }))).toEqual([
      { class: "inputPerMillion", aboveInputTokens: 100, ours: 0.25, theirs: 0.5 },
    ]);
  });

  it("differ in everything when ours is unknown", () => {
    expect(comparePrices(null, theirs({ input: 1e-6, output: 2e-6 }))).toHaveLength(2);
  });
});
