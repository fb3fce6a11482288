import { describe, expect, it } from "vitest";
import type { RoutedDecision } from "@/lib/executions";
import type { RouteCandidate } from "@/lib/executions/schemas";
import { seededRandom } from "@/lib/platform/seeded-random";
import { chooseModel } from "../policy";
import { choiceOf, judgeChoices } from "./judge-choices";

const candidate = (model: string, quality: number | null, costUsd: number): RouteCandidate => ({
  model,
  quality,
  qualityLow: 0,
  qualityHigh: 100,
  observations: 100,
  costUsd,
  latencyMsP50: 500,
  utility: 0,
});

const GOOD = candidate("a/good", 90, 0.003);
const CHEAP = candidate("b/cheap", 80, 0.001);
const candidates = [GOOD, CHEAP];
/** What a model really brings, which the router knows only roughly. */
const TRUTH = { "a/good": { quality: 88, costUsd: 0.004 }, "b/cheap": { quality: 70, costUsd: 0.001 } };

function traffic(count: number, { explorationShare = 0.2, seed = 1 } = {}): RoutedDecision[] {
  const random = seededRandom(seed);
  return Array.from({ length: count }, () => {
    const chosen = chooseModel(candidates, explorationShare, random())!;
    const truth = TRUTH[chosen.model as keyof typeof TRUTH];
    return {
      choice: { ...chosen, mode: "routed", strategy: "best_quality", reason: "", fallbacks: [] },
      candidates,
      quality: truth.quality + 20 * (random() - 0.5),
      costUsd: truth.costUsd,
      latencyMs: 500,
      isAnswered: true,
    };
  });
}

describe("judgeChoices", () => {
  it("finds what always another model would have cost and brought, and how sure that is", () => {
    const { quality, costUsd, comparable, agreementShare } = judgeChoices(traffic(4_000), { model: CHEAP.model });
    expect(comparable).toBe(4_000);
    expect(agreementShare).toBeCloseTo(0.2, 1);
    expect(costUsd!.actual.mean).toBeCloseTo(0.0034, 3);
    expect(costUsd!.other.doublyRobust!.mean).toBeCloseTo(0.001, 4);
    expect(quality!.other.doublyRobust!.low).toBeLessThan(70);
    expect(quality!.other.doublyRobust!.high).toBeGreaterThan(70);
    expect(quality!.other.difference!.high).toBeLessThan(0);
    expect(quality!.other.warning).toBeNull();
  });

  it("is what was, for the policy that decided", () => {
    const decisions = traffic(500, { explorationShare: 0 });
    const { quality, models } = judgeChoices(decisions, { strategy: "best_quality" });
    expect(quality!.other.ips).toEqual(quality!.actual);
    expect(quality!.other.difference!.mean).toBeCloseTo(0, 9);
    expect(models).toEqual([{ model: GOOD.model, actualShare: 1, otherShare: 1 }]);
  });

  it("knows nothing of a model that had no chance, and says so by leaving those requests out", () => {
    const none = judgeChoices(traffic(50, { explorationShare: 0 }), { model: CHEAP.model });
    expect(none).toMatchObject({ comparable: 0, agreementShare: null, models: [], quality: null, costUsd: null });
    const [first, ...others] = traffic(50);
    const tooDear = { ...CHEAP, costUsd: 1 };
    const one = judgeChoices([{ ...first!, candidates: [GOOD, tooDear] }, ...others], { model: CHEAP.model });
    expect(one.comparable).toBe(first!.choice.model === CHEAP.model ? 50 : 49);
  });

  it("takes each figure from the answers that have it", () => {
    const decisions = traffic(100).map((decision, at) => ({
      ...decision,
      quality: at < 60 ? decision.quality : null,
      costUsd: null,
      isAnswered: at % 10 !== 0,
    }));
    const { quality, costUsd, latencyMs, successRate } = judgeChoices(decisions, { strategy: "best_quality" });
    expect(quality!.other.decisions).toBe(60);
    expect(costUsd).toBeNull();
    expect(latencyMs!.other.decisions).toBe(90);
    expect(successRate!.actual.mean).toBeCloseTo(0.9);
  });
});

describe("choiceOf", () => {
  it("chooses by the strategy among what the limits leave", () => {
    expect(choiceOf({ strategy: "best_quality" }, candidates)?.model).toBe(GOOD.model);
    expect(choiceOf({ strategy: "best_quality", maxCostUsd: 0.002 }, candidates)?.model).toBe(CHEAP.model);
    expect(choiceOf({ strategy: "best_cost", minQuality: 85 }, candidates)?.model).toBe(GOOD.model);
    expect(choiceOf({ strategy: "best_cost", minQuality: 99 }, candidates)).toBeNull();
    expect(choiceOf({ model: "c/unknown" }, candidates)).toBeNull();
  });
});
