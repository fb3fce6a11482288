import { describe, expect, it } from "vitest";
import type { RoutableModel } from "@/lib/registry";
import type { Configuration } from "@/lib/registry/schemas";
import { decideRoute, type RouteQuestion } from "./decide-route";
import { historyEntry, historyOf, routableModel, snapshotOf, taskState, tokenPrice } from "./test-snapshot";

const CHEAP = "b/cheap";
const GOOD = "a/good";
const models = [
  routableModel(GOOD, { price: tokenPrice(10, 40) }),
  routableModel(CHEAP, { price: tokenPrice(0.1, 0.4) }),
  routableModel("c/slow", { price: tokenPrice(1, 4) }),
];
const history = historyOf([
  historyEntry(GOOD, { quality: 95, latencyBucket: 170 }),
  historyEntry(CHEAP, { quality: 60, latencyBucket: 160 }),
  historyEntry("c/slow", { quality: 70, latencyBucket: 220 }),
]);

type Changes = Partial<RouteQuestion> & { configuration?: Partial<Configuration>; models?: RoutableModel[] };

function decide({ configuration, models: given = models, ...question }: Changes = {}) {
  return decideRoute(snapshotOf(given), history, {
    state: taskState(configuration),
    requestedModel: null,
    size: { inputTokens: 1_000, maxOutputTokens: null },
    requiredCapabilities: ["chat"],
    draw: 0.5,
    ...question,
  });
}

function decision(changes: Changes = {}) {
  const answer = decide(changes);
  if (!answer.isRouted) throw new Error(answer.reason);
  return { ...answer.choice, ...answer.ranking };
}

function refusal(changes: Changes) {
  const answer = decide(changes);
  if (answer.isRouted) throw new Error(`routed to ${answer.choice.model}`);
  return { reason: answer.reason, excluded: answer.ranking.excluded };
}

describe("decideRoute", () => {
  it("follows the task's strategy, and the caller's before it", () => {
    expect(decision({ configuration: { strategy: "best_quality" } }).model).toBe(GOOD);
    expect(decision({ configuration: { strategy: "best_quality" }, strategy: "best_cost" })).toMatchObject({
      model: CHEAP,
      strategy: "best_cost",
      mode: "routed",
    });
  });

  it("serves one task with two configurations at a time, each by its own list of candidates", () => {
    const snapshot = snapshotOf(models);
    const ask = (configuration: Partial<Configuration>) => {
      const answer = decideRoute(snapshot, history, {
        state: taskState({ strategy: "best_quality", ...configuration }),
        requestedModel: null,
        size: { inputTokens: 1_000, maxOutputTokens: null },
        requiredCapabilities: ["chat"],
        draw: 0.5,
      });
      return answer.isRouted && answer.choice.model;
    };
    expect([ask({}), ask({ candidates: [CHEAP] }), ask({})]).toEqual([GOOD, CHEAP, GOOD]);
  });

  it("takes the model that the caller names, however poor, without exploring", () => {
    const configuration = { candidates: [GOOD], explorationShare: 0.2 };
    expect(decision({ requestedModel: "c/slow", configuration, draw: 0 })).toMatchObject({
      mode: "requested",
      model: "c/slow",
      propensity: 1,
      isExploration: false,
    });
  });

  it("takes the model that the task pins, unless the caller names another", () => {
    expect(decision({ configuration: { model: CHEAP } })).toMatchObject({
      mode: "pinned",
      model: CHEAP,
      propensity: 1,
    });
    expect(decision({ configuration: { model: CHEAP }, requestedModel: GOOD })).toMatchObject({
      mode: "requested",
      model: GOOD,
    });
  });

  it("lets the caller's constraints win over the task's", () => {
    expect(decision({ configuration: { strategy: "best_quality", constraints: { maxCostUsd: 0.001 } } }).model).toBe(
      CHEAP,
    );
    const loosened = { configuration: { strategy: "best_quality" as const, constraints: { maxCostUsd: 0.001 } } };
    expect(decision({ ...loosened, constraints: { maxCostUsd: 1 } }).model).toBe(GOOD);
  });

  it("falls back to the configured models first, then to the next best, and never to the chosen one", () => {
    const { fallbacks } = decision({ configuration: { strategy: "best_quality", fallbacks: [CHEAP, GOOD] } });
    expect(fallbacks).toEqual([CHEAP, "c/slow"]);
  });

  it("falls back from a named model only to what the task configures, and to nothing that cannot serve", () => {
    expect(decision({ requestedModel: GOOD }).fallbacks).toEqual([]);
    const off = [...models, routableModel("d/off", { status: "no_key" })];
    const configuration = { fallbacks: ["d/off", CHEAP, "e/unknown"] };
    expect(decision({ requestedModel: GOOD, configuration, models: off }).fallbacks).toEqual([CHEAP]);
  });

  it("stores why each model is out, grouped, and every propensity", () => {
    const given = [
      ...models,
      routableModel("d/off", { status: "no_key" }),
      routableModel("e/off", { status: "no_key" }),
    ];
    const { excluded, candidates, reason } = decision({ models: given });
    expect(excluded).toEqual([{ reason: "its provider has no key", models: ["d/off", "e/off"] }]);
    expect(candidates.map(({ model }) => model).toSorted()).toEqual(models.map(({ slug }) => slug).toSorted());
    expect(reason).toContain("3 eligible models");
  });

  it("shares one stored ranking between requests that are alike, and keeps organizations apart", () => {
    const snapshot = snapshotOf(models);
    const state = taskState();
    const ask = (inputTokens: number, by = snapshot) =>
      decideRoute(by, history, {
        state,
        requestedModel: null,
        size: { inputTokens, maxOutputTokens: null },
        requiredCapabilities: ["chat"],
        draw: 0.5,
      }).ranking;
    expect(ask(1_010)).toBe(ask(1_000));
    expect(ask(10).id).not.toBe(ask(10_000).id);
    expect(ask(1_000, { ...snapshot, organizationId: "00000000-0000-7000-8000-000000000001" }).id).not.toBe(
      ask(1_000).id,
    );
  });

  it("explores with the share of the task and tells the true propensity", () => {
    const equal = [routableModel("a/x"), routableModel("b/y"), routableModel("c/z")];
    const counts = new Map<string, number>();
    const told = new Map<string, number>();
    const draws = 10_000;
    for (let index = 0; index < draws; index++) {
      const one = decision({ models: equal, configuration: { explorationShare: 0.2 }, draw: (index + 0.5) / draws });
      counts.set(one.model, (counts.get(one.model) ?? 0) + 1);
      told.set(one.model, one.propensity);
      expect(one.isExploration).toBe(one.propensity < 0.5);
    }
    for (const [model, count] of counts) expect(count / draws).toBeCloseTo(told.get(model)!, 3);
    expect([...told.values()].reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 10);
  });

  it("keeps no more candidates with an execution than are worth reading", () => {
    const many = Array.from({ length: 50 }, (_, index) => routableModel(`p/m${index}`));
    expect(decision({ models: many }).candidates.length).toBe(12);
  });

  it("says for a named model why it cannot serve", () => {
    expect(refusal({ requestedModel: "x/none" }).reason).toMatch(
      /x\/none cannot serve this request: it is not in the catalogue/,
    );
    const off = [...models, routableModel("d/off", { status: "disabled" })];
    expect(refusal({ requestedModel: "d/off", models: off }).reason).toMatch(/switched off/);
    const small = [routableModel("s/small", { contextWindow: 500 })];
    expect(refusal({ requestedModel: "s/small", models: small }).reason).toMatch(/context window of 500 tokens/);
  });

  it("says what to do when nothing can serve the task", () => {
    const off = [routableModel("d/off", { status: "no_key" })];
    expect(refusal({ models: off }).reason).toMatch(/add a provider key/);
    const untrained = [routableModel("local/nb", { kind: "classifier", capabilities: new Set(["classification"]) })];
    const state = taskState({}, "classification", "tickets");
    const answer = refusal({ models: untrained, state, requiredCapabilities: ["classification"] });
    expect(answer.reason).toMatch(/import labelled examples and train one/);
    expect(answer.excluded).toEqual([{ reason: "not trained for this task", models: ["local/nb"] }]);
  });

  it("routes nothing over no models", () => {
    expect(refusal({ models: [] }).excluded).toEqual([]);
  });
});
