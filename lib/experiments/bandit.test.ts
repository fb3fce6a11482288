import { describe, expect, it } from "vitest";
import { seededRandom } from "@/lib/platform/seeded-random";
import { BANDIT_FLOOR, decideBandit, steerBandit } from "./bandit";
import { evaluate, type Arm } from "./evaluate";
import { addUnit, noSums } from "./metric-sums";
import { ExperimentDesign } from "./schemas";
import { trackedMetrics } from "./tracked-metrics";

const design = (changes: object = {}): ExperimentDesign =>
  ExperimentDesign.parse({
    name: "Bandit",
    task: "general_chat",
    kind: "bandit",
    variants: ["a", "b", "c"].map((key) => ({ key, name: key, weight: 1 / 3 })),
    primary: { measure: "success" },
    ...changes,
  });

function arm(plan: ExperimentDesign, key: string, values: readonly number[]): Arm {
  const metric = trackedMetrics(plan)[0]!;
  const sums = noSums();
  for (const value of values) addUnit(sums, metric, { totals: { [metric.measure]: [1, value] }, covariate: null }, 1);
  return { key, weight: 1 / 3, units: values.length, sums: new Map([[metric.key, sums]]) };
}

const share = (percent: number, count: number) =>
  Array.from({ length: count }, (_, index) => Number((index * 37) % 100 < percent));
const steer = (plan: ExperimentDesign, arms: Arm[], harmed: string[] = []) => steerBandit(plan, arms, new Set(harmed));

describe("a bandit", () => {
  it("gives everybody the same while nothing is known", () => {
    const plan = design();
    const { weights } = steer(
      plan,
      ["a", "b", "c"].map((key) => arm(plan, key, [])),
    );
    for (const weight of weights) expect(weight).toBeCloseTo(1 / 3, 9);
  });

  it("follows the chance to be best, gives up nobody, and the shares sum to 1", () => {
    const plan = design();
    const { weights } = steer(plan, [
      arm(plan, "a", share(50, 400)),
      arm(plan, "b", share(90, 400)),
      arm(plan, "c", share(20, 400)),
    ]);
    expect(weights[1]).toBeGreaterThan(0.95);
    expect(Math.min(...weights)).toBeCloseTo(BANDIT_FLOOR, 6);
    expect(weights.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1, 9);
  });

  it("sends the least to what harms a guardrail, however good it looks", () => {
    const plan = design();
    const { weights } = steer(
      plan,
      [arm(plan, "a", share(50, 400)), arm(plan, "b", share(90, 400)), arm(plan, "c", share(40, 400))],
      ["b"],
    );
    expect(weights[1]).toBeCloseTo(BANDIT_FLOOR, 6);
    expect(weights[0]).toBeGreaterThan(0.9);
  });

  it("turns round where less is better, and with values that are no shares", () => {
    const plan = design({ primary: { measure: "cost" } });
    const cost = (base: number) => Array.from({ length: 100 }, (_, index) => base + (index % 10) / 10);
    const { weights } = steer(plan, [arm(plan, "a", cost(2)), arm(plan, "b", cost(1)), arm(plan, "c", [])]);
    expect(weights[1]).toBeGreaterThan(weights[0]!);
  });

  it("stops once one arm is surely best, and not before", () => {
    const plan = design();
    const decide = (arms: Arm[]) => decideBandit(plan, arms, evaluate(plan, arms), steer(plan, arms));
    expect(
      decide([arm(plan, "a", share(50, 60)), arm(plan, "b", share(55, 60)), arm(plan, "c", share(50, 60))]),
    ).toMatchObject({ action: "keep_running" });
    expect(
      decide([arm(plan, "a", share(50, 900)), arm(plan, "b", share(90, 900)), arm(plan, "c", share(50, 900))]),
    ).toMatchObject({ action: "ship", variant: "b" });
    expect(
      decide([arm(plan, "a", share(90, 900)), arm(plan, "b", share(50, 900)), arm(plan, "c", share(50, 900))]),
    ).toMatchObject({ action: "roll_back", variant: "a" });
  });

  it("is not sure of a rare thing because one arm of few units never had it", () => {
    const plan = design({ variants: ["a", "b"].map((key) => ({ key, name: key, weight: 1 / 2 })) });
    // 5 of 100 each in truth: 60 units without one happen in one of twenty runs.
    const arms = [arm(plan, "a", share(0, 60)), arm(plan, "b", share(5, 2_000))];
    expect(decideBandit(plan, arms, evaluate(plan, arms), steer(plan, arms))).toMatchObject({ action: "keep_running" });
  });

  it("fires while the worse arm gets the least of the traffic, with a clear winner, and rarely between equal ones", () => {
    const plan = design({ variants: ["a", "b"].map((key) => ({ key, name: key, weight: 1 / 2 })) });
    const random = seededRandom(1);
    /** The arm that it stopped for, after at most 3,000 requests with the shares moved every 100; null = it never did. */
    const stoppedFor = (shares: readonly [number, number]): string | null => {
      const metric = trackedMetrics(plan)[0]!;
      const arms = plan.variants.map(({ key }) => arm(plan, key, []));
      for (let round = 0; round < 30; round++) {
        const state = steer(plan, arms);
        const { action, variant } = decideBandit(plan, arms, evaluate(plan, arms), state);
        if (action !== "keep_running") return variant;
        for (let request = 0; request < 100; request++) {
          const index = random() < state.weights[0]! ? 0 : 1;
          const value = Number(random() < shares[index]);
          arms[index]!.units++;
          addUnit(
            arms[index]!.sums.get(metric.key)!,
            metric,
            { totals: { [metric.measure]: [1, value] }, covariate: null },
            1,
          );
        }
      }
      return null;
    };
    const clear = Array.from({ length: 20 }, () => stoppedFor([0.5, 0.8]));
    expect(clear.filter((variant) => variant === "b").length).toBeGreaterThanOrEqual(14);
    expect(clear).not.toContain("a");
    const equal = Array.from({ length: 20 }, () => stoppedFor([0.05, 0.05]));
    expect(equal.filter((variant) => variant !== null).length).toBeLessThanOrEqual(1);
  });
});
