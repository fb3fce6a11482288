import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  blendedPerMillion,
  chargesOf,
  cheapestPerMillion,
  costEfficiency,
  costOfCompute,
  costOfUsage,
  type TokenCounts,
} from "./cost";
import type { ModelPrice } from "./price-schemas";

const flat: ModelPrice = {
  inputPerMillion: 3,
  outputPerMillion: 15,
  cacheReadPerMillion: 0.3,
  cacheWritePerMillion: 3.75,
  cacheWrite1hPerMillion: 6,
  source: "price_book",
  ref: "book:0.1.8",
  asOf: "2026-09-23",
};

const tiered: ModelPrice = {
  ...flat,
  tiers: [
    {
      aboveInputTokens: 200_000,
      inputPerMillion: 6,
      outputPerMillion: 22.5,
      cacheReadPerMillion: 0.6,
      cacheWritePerMillion: 7.5,
      cacheWrite1hPerMillion: 12,
    },
  ],
};

const none: TokenCounts = { inputTokens: 0, cacheReadTokens: 0, cacheWriteTokens: 0, outputTokens: 0 };

const tokens = fc.integer({ min: 0, max: 400_000 });
const usages = fc.record({
  inputTokens: tokens,
  cacheReadTokens: tokens,
  cacheWriteTokens: tokens,
  outputTokens: tokens,
});
const rate = fc.oneof(fc.constant(0), fc.double({ min: 0.001, max: 200, noNaN: true }));
const prices = fc
  .record({ inputPerMillion: rate, outputPerMillion: rate, cacheReadPerMillion: rate, cacheWritePerMillion: rate })
  .map((rates): ModelPrice => ({ ...rates, source: "override", ref: "override:1", asOf: "2026-01-01" }));

const CLASSES = ["inputTokens", "cacheReadTokens", "cacheWriteTokens", "outputTokens"] as const;
const RATES = {
  inputTokens: "inputPerMillion",
  cacheReadTokens: "cacheReadPerMillion",
  cacheWriteTokens: "cacheWritePerMillion",
  outputTokens: "outputPerMillion",
} as const;

describe("the cost of a call", () => {
  it("charges each class at its own price (worked by hand)", () => {
    const usage = { inputTokens: 1_000, cacheReadTokens: 10_000, cacheWriteTokens: 2_000, outputTokens: 500 };
    expect(costOfUsage(flat, usage)).toBeCloseTo(0.003 + 0.003 + 0.0075 + 0.0075, 12);
  });

  it("charges the part of the cache that is kept for an hour at its own price", () => {
    const usage = { ...none, cacheWriteTokens: 2_000, cacheWrite1hTokens: 500 };
    expect(costOfUsage(flat, usage)).toBeCloseTo((1_500 * 3.75 + 500 * 6) / 1_000_000, 12);
  });

  it("applies a tier to the whole request, output included, once input of all classes exceeds it", () => {
    const below = { inputTokens: 100_000, cacheReadTokens: 100_000, cacheWriteTokens: 0, outputTokens: 1_000 };
    const above = { ...below, cacheReadTokens: 100_001 };
    expect(costOfUsage(tiered, below)).toBeCloseTo(0.3 + 0.03 + 0.015, 9);
    expect(costOfUsage(tiered, above)).toBeCloseTo(0.6 + 0.0600006 + 0.0225, 9);
  });

  it("does not let output choose the tier", () => {
    expect(costOfUsage(tiered, { ...none, outputTokens: 1_000_000 })).toBeCloseTo(15, 9);
  });

  it("is unknown without a price", () => {
    fc.assert(fc.property(usages, (usage) => costOfUsage(null, usage) === null));
  });

  it("is unknown when a class that occurs has no price, and known when that class does not occur", () => {
    fc.assert(
      fc.property(prices, usages, fc.constantFrom(...CLASSES), (price, usage, missing) => {
        const partly = { ...price, [RATES[missing]]: null };
        expect(costOfUsage(partly, { ...usage, [missing]: 1 })).toBeNull();
        expect(costOfUsage(partly, { ...usage, [missing]: 0 })).not.toBeNull();
      }),
    );
  });

  it("is the sum of its classes", () => {
    fc.assert(
      fc.property(prices, usages, (price, usage) => {
        const parts = CLASSES.map((name) => costOfUsage(price, { ...none, [name]: usage[name] }) ?? NaN);
        expect(costOfUsage(price, usage)).toBeCloseTo(
          parts.reduce((sum, part) => sum + part, 0),
          6,
        );
      }),
    );
  });

  it("doubles when every price doubles", () => {
    fc.assert(
      fc.property(prices, usages, (price, usage) => {
        const doubled = Object.fromEntries(Object.values(RATES).map((key) => [key, (price[key] ?? 0) * 2]));
        expect(costOfUsage({ ...price, ...doubled }, usage)).toBeCloseTo(2 * (costOfUsage(price, usage) ?? NaN), 6);
      }),
    );
  });

  it("never falls when tokens are added, also across a tier", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(flat, tiered),
        usages,
        fc.constantFrom(...CLASSES),
        tokens,
        (price, usage, name, more) => {
          const larger = { ...usage, [name]: usage[name] + more };
          expect(costOfUsage(price, larger)!).toBeGreaterThanOrEqual(costOfUsage(price, usage)!);
        },
      ),
    );
  });

  it("charges reasoning and sound at prices of their own where there are any, each token once", () => {
    const price = { ...flat, reasoningPerMillion: 30, audioInputPerMillion: 10, audioOutputPerMillion: 20 };
    const usage = {
      ...none,
      inputTokens: 1_000,
      audioInputTokens: 400,
      outputTokens: 900,
      reasoningTokens: 300,
      audioOutputTokens: 200,
    };
    expect(costOfUsage(price, usage)).toBeCloseTo((600 * 3 + 400 * 10 + 400 * 15 + 300 * 30 + 200 * 20) / 1e6, 12);
    expect(costOfUsage(flat, usage)).toBeCloseTo((1_000 * 3 + 900 * 15) / 1e6, 12);
  });

  it("charges every token of a call once, whatever its parts", () => {
    fc.assert(
      fc.property(usages, tokens, tokens, tokens, tokens, fc.boolean(), (usage, a, b, c, d, hasSpecial) => {
        const one = { inputPerMillion: 1, outputPerMillion: 1, cacheReadPerMillion: 1, cacheWritePerMillion: 1 };
        const special = {
          cacheWrite1hPerMillion: 1,
          reasoningPerMillion: 1,
          audioInputPerMillion: 1,
          audioOutputPerMillion: 1,
        };
        const rates = hasSpecial ? { ...one, ...special } : { ...one, cacheWrite1hPerMillion: 1 };
        const parts = { cacheWrite1hTokens: a, reasoningTokens: b, audioInputTokens: c, audioOutputTokens: d };
        const charged = chargesOf(rates, { ...usage, ...parts });
        const all = CLASSES.reduce((sum, name) => sum + usage[name], 0);
        expect(charged.reduce((sum, charge) => sum + charge.tokens, 0)).toBe(all);
        expect(Math.min(...charged.map((charge) => charge.tokens))).toBeGreaterThanOrEqual(0);
      }),
    );
  });

  it("of a service tier takes that tier's prices, and is unknown where none are stated", () => {
    const batch = {
      inputPerMillion: 1.5,
      outputPerMillion: 7.5,
      cacheReadPerMillion: null,
      cacheWritePerMillion: null,
    };
    const price = { ...flat, serviceTiers: { batch } };
    const usage = { ...none, inputTokens: 1_000, outputTokens: 100 };
    expect(costOfUsage(price, { ...usage, serviceTier: "batch" })).toBeCloseTo(costOfUsage(price, usage)! / 2, 12);
    expect(costOfUsage(price, { ...usage, serviceTier: "priority" })).toBeNull();
    expect(costOfUsage(price, { ...usage, cacheReadTokens: 1, serviceTier: "batch" })).toBeNull();
  });

  it("of a long request in a tier that says nothing of long requests is unknown", () => {
    const batch = {
      inputPerMillion: 1.5,
      outputPerMillion: 7.5,
      cacheReadPerMillion: null,
      cacheWritePerMillion: null,
    };
    const price = { ...tiered, serviceTiers: { batch } };
    const usage = (inputTokens: number) => ({ ...none, inputTokens, serviceTier: "batch" as const });
    expect(costOfUsage(price, usage(200_000))).toBeCloseTo(0.3, 12);
    expect(costOfUsage(price, usage(200_001))).toBeNull();
  });

  it("has the price of the request itself, where there is one, beside its tokens", () => {
    expect(costOfUsage({ ...flat, perRequest: 0.005 }, { ...none, outputTokens: 1_000 })).toBeCloseTo(0.02, 12);
  });

  it("of nothing is nothing", () => {
    expect(costOfUsage(flat, none)).toBe(0);
  });
});

describe("the cost of local computing", () => {
  const local: ModelPrice = {
    ...flat,
    inputPerMillion: null,
    outputPerMillion: null,
    perCpuHour: 0.05,
    source: "local_compute",
  };

  it("is CPU time by the price of a CPU hour", () => {
    expect(costOfCompute(local, 3_600)).toBe(0.05);
    expect(costOfCompute(local, 36)).toBeCloseTo(0.0005, 12);
  });

  it("is unknown for a model that is paid by token", () => {
    expect(costOfCompute(flat, 1)).toBeNull();
    expect(costOfCompute(null, 1)).toBeNull();
  });
});

describe("cost efficiency", () => {
  it("is at most 100, which the cheapest has, and does not depend on the currency", () => {
    fc.assert(
      fc.property(
        fc.array(prices, { minLength: 1, maxLength: 8 }),
        fc.double({ min: 0.01, max: 100, noNaN: true }),
        (all, factor) => {
          const scaled = all.map((price) => ({
            ...price,
            inputPerMillion: price.inputPerMillion! * factor,
            outputPerMillion: price.outputPerMillion! * factor,
          }));
          const scores = all.map((price) => costEfficiency(price, cheapestPerMillion(all))!);
          expect(Math.max(...scores)).toBe(100);
          scores.forEach((score, index) => {
            expect(costEfficiency(scaled[index]!, cheapestPerMillion(scaled))).toBeCloseTo(score, 6);
          });
        },
      ),
    );
  });

  it("is 100 for a free model, which does not lower the others", () => {
    const free = { ...flat, inputPerMillion: 0, outputPerMillion: 0 };
    const cheapest = cheapestPerMillion([free, flat]);
    expect(costEfficiency(free, cheapest)).toBe(100);
    expect(costEfficiency(flat, cheapest)).toBe(100);
  });

  it("is half for a model of twice the price", () => {
    const twice = { ...flat, inputPerMillion: 6, outputPerMillion: 30 };
    expect(costEfficiency(twice, blendedPerMillion(flat))).toBeCloseTo(50, 9);
  });

  it("is unknown without a price for input and output, and such a model is not the cheapest", () => {
    const embedding = { ...flat, outputPerMillion: null };
    expect(costEfficiency(embedding, 1)).toBeNull();
    expect(costEfficiency(null, 1)).toBeNull();
    expect(cheapestPerMillion([embedding, null, flat])).toBe(blendedPerMillion(flat));
    expect(cheapestPerMillion([])).toBeNull();
  });
});
