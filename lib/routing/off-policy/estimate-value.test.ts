import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { seededRandom } from "@/lib/platform/seeded-random";
import { estimateValue, type LoggedDecision, type ValueEstimate } from "./estimate-value";

const EXPLORATION = 0.3;
/** Chance of success of each of three models on easy and on hard prompts. */
const SUCCESS = { easy: [0.9, 0.8, 0.5], hard: [0.3, 0.7, 0.6] } as const;
const EASY_SHARE = 0.6;

/** The judged policy: the first model for easy prompts, the second for hard ones. */
const targetOf = (kind: keyof typeof SUCCESS) => (kind === "easy" ? 0 : 1);
const TRUE_VALUE = EASY_SHARE * SUCCESS.easy[0] + (1 - EASY_SHARE) * SUCCESS.hard[1];

/** Traffic of a policy that takes the first model, and with the exploration share any of the others. */
function traffic(count: number, seed: number, predict: (kind: keyof typeof SUCCESS, model: number) => number | null) {
  const random = seededRandom(seed);
  return Array.from({ length: count }, (): LoggedDecision => {
    const kind = random() < EASY_SHARE ? "easy" : "hard";
    const model = random() < EXPLORATION ? 1 + Math.floor(random() * 2) : 0;
    return {
      outcome: Number(random() < SUCCESS[kind][model]!),
      propensity: model === 0 ? 1 - EXPLORATION : EXPLORATION / 2,
      targetProbability: model === targetOf(kind) ? 1 : 0,
      predicted: predict(kind, model),
      predictedForTarget: predict(kind, targetOf(kind)),
    };
  });
}

const RUNS = 300;
const right = (kind: keyof typeof SUCCESS, model: number) => SUCCESS[kind][model]!;

function runs(estimator: "ips" | "snips" | "doublyRobust", predict: Parameters<typeof traffic>[2]): ValueEstimate[] {
  return Array.from({ length: RUNS }, (_, run) => estimateValue(traffic(600, run + 1, predict))![estimator]!);
}

const coverage = (estimates: readonly ValueEstimate[]) =>
  estimates.filter(({ low, high }) => low <= TRUE_VALUE && TRUE_VALUE <= high).length / estimates.length;
const meanOf = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
const widths = (estimates: readonly ValueEstimate[]) => meanOf(estimates.map(({ low, high }) => high - low));

describe("what another policy would have brought", () => {
  it.each(["ips", "snips", "doublyRobust"] as const)(
    "is inside the 95 %% interval about 95 times in 100 (%s)",
    (name) => {
      const estimates = runs(name, right);
      expect(coverage(estimates)).toBeGreaterThan(0.91);
      expect(coverage(estimates)).toBeLessThan(0.99);
      expect(meanOf(estimates.map(({ mean }) => mean))).toBeCloseTo(TRUE_VALUE, 1);
    },
  );

  it.each([
    ["with a model", right],
    ["without one", () => null],
  ] as const)("tells how much more it would have been than it was, %s", (_, predict) => {
    const logged = (kind: keyof typeof SUCCESS) =>
      (1 - EXPLORATION) * SUCCESS[kind][0] + (EXPLORATION / 2) * (SUCCESS[kind][1] + SUCCESS[kind][2]);
    const truth = TRUE_VALUE - EASY_SHARE * logged("easy") - (1 - EASY_SHARE) * logged("hard");
    const estimates = Array.from({ length: RUNS }, (_, run) => {
      return estimateValue(traffic(600, run + 1, predict))!.difference!;
    });
    const covered = estimates.filter(({ low, high }) => low <= truth && truth <= high).length / RUNS;
    expect(covered).toBeGreaterThan(0.91);
    expect(meanOf(estimates.map(({ mean }) => mean))).toBeCloseTo(truth, 1);
  });

  it("is right with a wrong model as long as the propensities are, and sharper with a right one", () => {
    const wrong = runs("doublyRobust", () => 0.1);
    expect(coverage(wrong)).toBeGreaterThan(0.91);
    expect(widths(runs("doublyRobust", right))).toBeLessThan(widths(runs("ips", right)));
  });

  it("is the plain mean when the policy is the one that decided", () => {
    const decisions = [0, 1, 1, 0, 1].map((outcome) => ({
      outcome,
      propensity: 0.5,
      targetProbability: 0.5,
      predicted: null,
      predictedForTarget: null,
    }));
    const value = estimateValue(decisions)!;
    expect(value.ips.mean).toBeCloseTo(0.6);
    expect(value.snips!.mean).toBeCloseTo(0.6);
    expect(value.doublyRobust).toBeNull();
    expect(value.effectiveDecisions).toBeCloseTo(5);
  });

  it("comes with a warning when few decisions, or one alone, make the estimate", () => {
    expect(estimateValue(traffic(40, 1, right))!.warning).toMatch(/as uncertain as one from/);
    const rare = { outcome: 1, propensity: 0.001, targetProbability: 1, predicted: null, predictedForTarget: null };
    const usual = { ...rare, propensity: 1 };
    const many = Array.from({ length: 5_000 }, () => usual);
    expect(estimateValue([...many, rare])!.warning).toMatch(/One decision makes 17 %/);
    expect(estimateValue(many)!.warning).toBeNull();
    expect(estimateValue([{ ...usual, targetProbability: 0 }])).toMatchObject({
      snips: null,
      effectiveDecisions: 0,
      warning: expect.stringMatching(/nothing is known/),
    });
  });

  it("never leaves the range of outcomes when self-normalised, whatever the weights", () => {
    const decision = fc.record({
      outcome: fc.double({ min: 0, max: 1, noNaN: true }),
      propensity: fc.double({ min: 0.01, max: 1, noNaN: true }),
      targetProbability: fc.double({ min: 0.01, max: 1, noNaN: true }),
      predicted: fc.constant(null),
      predictedForTarget: fc.constant(null),
    });
    fc.assert(
      fc.property(fc.array(decision, { minLength: 1 }), (decisions) => {
        const { mean } = estimateValue(decisions)!.snips!;
        expect(mean).toBeGreaterThanOrEqual(-1e-9);
        expect(mean).toBeLessThanOrEqual(1 + 1e-9);
      }),
    );
  });

  it("is unknown without decisions, and refuses choices that were impossible", () => {
    expect(estimateValue([])).toBeNull();
    const impossible = { outcome: 1, propensity: 0, targetProbability: 1, predicted: null, predictedForTarget: null };
    expect(() => estimateValue([impossible])).toThrow(RangeError);
    expect(() => estimateValue([{ ...impossible, propensity: NaN }])).toThrow(RangeError);
  });
});
