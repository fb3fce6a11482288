import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { RoutableModel } from "@/lib/registry";
import { computePrice, routableModel, snapshotOf, taskState, tokenPrice } from "@/lib/routing/test-snapshot";
import { mostItMayCost, sizeOfChat, type CallSize } from "./most-it-may-cost";
import type { CallPlan } from "./plan-call";

const size = (changes: Partial<CallSize> = {}): CallSize => ({
  characters: 1_000,
  maxOutputTokens: 100,
  answers: 1,
  isPriority: false,
  ...changes,
});

function most(models: RoutableModel[], asked: CallSize, configuration = {}) {
  const [first, ...others] = models.map(({ slug }) => slug);
  const choice = { model: first!, fallbacks: others };
  return mostItMayCost(
    { snapshot: snapshotOf(models), state: taskState(configuration), choice } as unknown as CallPlan,
    asked,
  );
}

const DEAR = routableModel("a/dear", { price: tokenPrice(10, 40), maxOutputTokens: 1_000 });
const CHEAP = routableModel("b/cheap", { price: tokenPrice(1, 4) });

describe("mostItMayCost", () => {
  it("takes every character for a token and the caller's limit for the answer", () => {
    expect(most([CHEAP], size())).toBeCloseTo((1_000 * 1 + 100 * 4) / 1e6, 12);
  });

  it("is that of the dearest model that may come to serve the call", () => {
    expect(most([CHEAP, DEAR], size())).toBe(most([DEAR], size()));
  });

  it("counts the task's system prompt, its limit, and the model's own", () => {
    const configured = most([CHEAP], size({ maxOutputTokens: null }), {
      systemPrompt: "x".repeat(500),
      parameters: { maxOutputTokens: 50 },
    });
    expect(configured).toBeCloseTo((1_500 * 1 + 50 * 4) / 1e6, 12);
    expect(most([DEAR], size({ maxOutputTokens: null }))).toBeCloseTo((1_000 * 10 + 1_000 * 40) / 1e6, 12);
  });

  it("multiplies by the answers that were asked for, and counts tools and schemas", () => {
    const request = { model: "auto", messages: [], n: 3, tools: [{ type: "function", function: { name: "x" } }] };
    const asked = sizeOfChat(request as Parameters<typeof sizeOfChat>[0], 0, 10);
    expect(asked).toMatchObject({ answers: 3, maxOutputTokens: 10 });
    expect(asked.characters).toBe(JSON.stringify(request.tools).length);
    expect(most([CHEAP], size({ characters: 0, answers: 3 }))).toBeCloseTo((3 * 100 * 4) / 1e6, 12);
  });

  it("never falls when the call grows", () => {
    const sizes = fc.record({
      characters: fc.nat(1_000_000),
      maxOutputTokens: fc.nat(100_000),
      answers: fc.integer({ min: 1, max: 10 }),
      isPriority: fc.boolean(),
    });
    fc.assert(
      fc.property(sizes, fc.nat(1_000), (one, more) => {
        const before = most([DEAR, CHEAP], one);
        expect(most([DEAR, CHEAP], { ...one, characters: one.characters + more })).toBeGreaterThanOrEqual(before);
        expect(most([DEAR, CHEAP], { ...one, answers: one.answers + 1 })).toBeGreaterThanOrEqual(before);
      }),
    );
  });

  it("is an ordinary amount whatever numbers the caller sends", () => {
    for (const maxOutputTokens of [-5, 0, 1e308]) {
      for (const answers of [1, 1e300]) {
        const free = routableModel("x/free", { price: tokenPrice(0, 0) });
        for (const model of [CHEAP, free]) {
          const amount = most([model], size({ maxOutputTokens, answers }));
          expect(amount).toBeGreaterThanOrEqual(0);
          expect(amount).toBeLessThan(1e6);
        }
      }
    }
  });

  it("is a second of computing for a local model, and nothing for one without a price", () => {
    expect(most([routableModel("local/x", { price: computePrice(3.6) })], size())).toBeCloseTo(0.001, 12);
    expect(most([routableModel("x/unpriced", { price: null })], size())).toBe(0);
  });
});
