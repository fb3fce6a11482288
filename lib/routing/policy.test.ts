import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { STRATEGIES, type Capability } from "@/lib/registry/schemas";
import { chooseModel, rankModels, type ModelFacts, type RouteRequest } from "./policy";

const unscored = { mean: null, low: 0, high: 100, observations: 0 };

function model(slug: string, facts: Partial<ModelFacts> & { costUsd?: number | null } = {}): ModelFacts {
  const { costUsd = 0.001, ...rest } = facts;
  return {
    slug,
    provider: slug.split("/")[0]!,
    capabilities: new Set<Capability>(["chat"]),
    contextWindow: null,
    unusable: null,
    quality: unscored,
    latencyMsP50: 500,
    costOf: () => costUsd,
    equalCostOf: () => costUsd,
    ...rest,
  };
}

const quality = (mean: number, margin = 2) => ({ mean, low: mean - margin, high: mean + margin, observations: 500 });

const request = (changes: Partial<RouteRequest> = {}): RouteRequest => ({
  strategy: "balanced",
  constraints: {},
  size: { inputTokens: 100, maxOutputTokens: null },
  requiredCapabilities: ["chat"],
  allowedModels: null,
  blocked: new Map(),
  cheaperThanUsd: null,
  ...changes,
});

const order = (models: ModelFacts[], changes: Partial<RouteRequest> = {}) =>
  rankModels(models, request(changes)).candidates.map((candidate) => candidate.model);

describe("rankModels", () => {
  const models = [
    model("a/strong", { quality: quality(92), costUsd: 0.02, latencyMsP50: 2_000 }),
    model("b/cheap", { quality: quality(70), costUsd: 0.0002, latencyMsP50: 900 }),
    model("c/quick", { quality: quality(75), costUsd: 0.004, latencyMsP50: 150 }),
  ];

  it("does what the strategy is named after", () => {
    expect(order(models, { strategy: "best_quality" })[0]).toBe("a/strong");
    expect(order(models, { strategy: "best_cost" })[0]).toBe("b/cheap");
    expect(order(models, { strategy: "fastest" })[0]).toBe("c/quick");
  });

  it("ranks an unscored model before a poor one and behind a good one", () => {
    const mixed = [
      model("x/poor", { quality: quality(20) }),
      model("x/new"),
      model("x/good", { quality: quality(85) }),
    ];
    expect(order(mixed, { strategy: "best_quality" })).toEqual(["x/good", "x/new", "x/poor"]);
  });

  it("never ranks a model whose price is unknown as the cheapest", () => {
    expect(
      order([model("x/unknown", { costUsd: null }), model("x/dear", { costUsd: 5 })], { strategy: "best_cost" })[0],
    ).toBe("x/dear");
  });

  it("takes the dearest of unmeasured equals for quality, the cheapest otherwise", () => {
    const equals = [model("x/small", { costUsd: 0.001 }), model("x/large", { costUsd: 0.02 })];
    expect(order(equals, { strategy: "best_quality" })[0]).toBe("x/large");
    expect(order(equals, { strategy: "fastest" })[0]).toBe("x/small");
  });

  it("names why each model is out", () => {
    const { excluded, candidates } = rankModels(
      [
        model("x/off", { unusable: "its provider has no key" }),
        model("x/blind"),
        model("x/short", { contextWindow: 50, capabilities: new Set<Capability>(["chat", "vision"]) }),
        model("x/dear", { costUsd: 1, capabilities: new Set<Capability>(["chat", "vision"]) }),
        model("x/unpriced", { costUsd: null, capabilities: new Set<Capability>(["chat", "vision"]) }),
        model("x/fine", { capabilities: new Set<Capability>(["chat", "vision"]) }),
      ],
      request({ requiredCapabilities: ["chat", "vision"], constraints: { maxCostUsd: 0.01 } }),
    );
    expect(candidates.map((candidate) => candidate.model)).toEqual(["x/fine"]);
    expect(Object.fromEntries(excluded.map(({ model: slug, reason }) => [slug, reason]))).toEqual({
      "x/off": "its provider has no key",
      "x/blind": "lacks the capability vision",
      "x/short": "context window of 50 tokens is too small",
      "x/dear": "expected cost over 0.01 US dollars",
      "x/unpriced": "price unknown, a limit of cost is set",
    });
  });

  it("loses no model: each is a candidate or excluded, whatever the numbers", () => {
    const facts = fc.record({
      mean: fc.option(fc.double({ min: 0, max: 100, noNaN: true })),
      costUsd: fc.option(fc.double({ min: 0, max: 10, noNaN: true })),
      latencyMsP50: fc.option(fc.double({ min: 0, max: 60_000, noNaN: true })),
    });
    fc.assert(
      fc.property(fc.array(facts, { maxLength: 20 }), fc.constantFrom(...STRATEGIES), (all, strategy) => {
        const made = all.map((one, index) =>
          model(`x/${index}`, {
            quality: one.mean === null ? unscored : quality(one.mean),
            costUsd: one.costUsd,
            latencyMsP50: one.latencyMsP50,
          }),
        );
        const { candidates, excluded } = rankModels(made, request({ strategy, constraints: { minQuality: 30 } }));
        expect(candidates.length + excluded.length).toBe(made.length);
        for (const { utility } of candidates) expect(utility >= 0 && utility <= 1).toBe(true);
      }),
    );
  });

  it("does not change its order when all prices are in cents", () => {
    const inCents = models.map((one) => ({
      ...one,
      costOf: () => one.costOf({ inputTokens: 1, maxOutputTokens: null })! * 100,
    }));
    expect(order(inCents, { strategy: "best_cost" })).toEqual(order(models, { strategy: "best_cost" }));
  });
});

describe("chooseModel", () => {
  const { candidates } = rankModels(
    [model("x/a", { quality: quality(60, 20) }), model("x/b"), model("x/c")],
    request(),
  );

  it("tells propensities that are the true frequencies and add up to one", () => {
    const draws = 10_000;
    const counts = new Map<string, { seen: number; propensity: number }>();
    for (let index = 0; index < draws; index++) {
      const choice = chooseModel(candidates, 0.1, index / draws)!;
      const entry = counts.get(choice.model) ?? { seen: 0, propensity: choice.propensity };
      counts.set(choice.model, { seen: entry.seen + 1, propensity: choice.propensity });
    }
    for (const { seen, propensity } of counts.values()) expect(seen / draws).toBeCloseTo(propensity, 3);
    expect([...counts.values()].reduce((sum, { propensity }) => sum + propensity, 0)).toBeCloseTo(1);
  });

  it("does not explore models that are surely worse or much dearer", () => {
    const ranking = rankModels(
      [
        model("x/best", { quality: quality(90), costUsd: 0.0001 }),
        model("x/worse", { quality: quality(60), costUsd: 0.0001 }),
        model("x/dear", { costUsd: 1 }),
      ],
      request({ strategy: "best_quality" }),
    );
    expect(chooseModel(ranking.candidates, 0.2, 0)).toEqual({ model: "x/best", propensity: 1, isExploration: false });
  });

  it("chooses nothing from nothing", () => {
    expect(chooseModel([], 0.05, 0.5)).toBeNull();
  });
});
