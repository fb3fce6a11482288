import { describe, expect, it } from "vitest";
import { decideCheaperRoute, isCheaperThanOthers } from "./decide-cheaper-route";
import { decideRoute, type RouteQuestion } from "./decide-route";
import { historyEntry, historyOf, routableModel, snapshotOf, taskState, tokenPrice } from "./test-snapshot";

const DEAR = "a/dear";
const MIDDLE = "b/middle";
const CHEAP = "c/cheap";
const snapshot = snapshotOf([
  routableModel(DEAR, { price: tokenPrice(10, 40) }),
  routableModel(MIDDLE, { price: tokenPrice(1, 4) }),
  routableModel(CHEAP, { price: tokenPrice(0.1, 0.4) }),
  routableModel("d/unpriced", { price: null }),
]);
const history = historyOf([
  historyEntry(DEAR, { quality: 95 }),
  historyEntry(MIDDLE, { quality: 80 }),
  historyEntry(CHEAP, { quality: 60 }),
]);

const question = (changes: Partial<RouteQuestion> = {}): RouteQuestion => ({
  state: taskState({ strategy: "best_quality" }),
  requestedModel: null,
  size: { inputTokens: 1_000, maxOutputTokens: null },
  requiredCapabilities: ["chat"],
  draw: 0.99,
  ...changes,
});

function usualOf(asked: RouteQuestion) {
  const usual = decideRoute(snapshot, history, asked);
  if (!usual.isRouted) throw new Error(usual.reason);
  return usual;
}

function cheaper(changes: Partial<RouteQuestion> = {}) {
  const asked = question(changes);
  return decideCheaperRoute(snapshot, history, asked, usualOf(asked));
}

describe("decideCheaperRoute", () => {
  it("keeps the strategy among the models that cost less than the usual one", () => {
    expect(cheaper()!.choice).toMatchObject({ model: MIDDLE, mode: "routed" });
    expect(cheaper()!.choice.fallbacks).toEqual([CHEAP]);
  });

  it("replaces the model that the caller or the task named", () => {
    expect(cheaper({ requestedModel: MIDDLE })!.choice.model).toBe(CHEAP);
    expect(cheaper({ state: taskState({ model: DEAR, strategy: "best_cost" }) })!.choice.model).toBe(CHEAP);
  });

  it("never takes a model whose price is unknown for a cheaper one", () => {
    const excluded = cheaper({ requestedModel: MIDDLE })!.ranking.excluded;
    expect(excluded).toEqual([
      { reason: expect.stringContaining("not cheaper"), models: [DEAR, MIDDLE, "d/unpriced"] },
    ]);
    expect(cheaper({ requestedModel: "d/unpriced" })!.choice.model).toBe(DEAR);
  });

  it("compares prices, not how long those models answered that were asked before", () => {
    const short = historyOf([historyEntry(DEAR, { outputTokens: 1 })]);
    const tiny = { inputTokens: 1, maxOutputTokens: null };
    const asked = question({ requestedModel: DEAR, size: tiny });
    const usual = decideRoute(snapshot, short, asked);
    if (!usual.isRouted) throw new Error(usual.reason);
    const { candidates } = decideCheaperRoute(snapshot, short, asked, usual)!;
    expect(candidates.map(({ model }) => model).toSorted()).toEqual([MIDDLE, CHEAP]);
  });

  it("finds nothing below the cheapest, under a constraint, or where the circuit of all that is cheaper is open", () => {
    expect(cheaper({ requestedModel: CHEAP })).toBeNull();
    expect(cheaper({ constraints: { minQuality: 90 } })).toBeNull();
    const blocked = new Map([CHEAP, MIDDLE].map((model) => [model, "its circuit is open"]));
    expect(cheaper({ blocked })).toBeNull();
  });
});

describe("isCheaperThanOthers", () => {
  it("is true for a model that is not the dearest", () => {
    const isCheaper = (requestedModel: string) => {
      const asked = question({ requestedModel });
      return isCheaperThanOthers(snapshot, history, asked, usualOf(asked));
    };
    expect([CHEAP, MIDDLE, DEAR, "d/unpriced"].map(isCheaper)).toEqual([true, true, false, false]);
  });
});
