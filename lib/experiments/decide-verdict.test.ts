import { describe, expect, it } from "vitest";
import { decideVerdict } from "./decide-verdict";
import { evaluate, type Arm } from "./evaluate";
import { addUnit, addValues, noSums, type UnitState } from "./metric-sums";
import { ExperimentDesign } from "./schemas";
import { trackedMetrics } from "./tracked-metrics";

const design = (changes: object = {}): ExperimentDesign =>
  ExperimentDesign.parse({
    name: "Test",
    task: "general_chat",
    variants: [
      { key: "control", name: "Control", weight: 0.5 },
      { key: "cold", name: "Cold", weight: 0.5 },
    ],
    primary: { measure: "success" },
    unitsPerVariant: 1_000,
    ...changes,
  });

/** Units of one variant, each with the measures that the index says. */
function arm(
  plan: ExperimentDesign,
  key: string,
  units: number,
  measure: (index: number) => Record<string, number>,
): Arm {
  const metrics = trackedMetrics(plan).map((metric) => ({ metric, sums: noSums() }));
  for (let index = 0; index < units; index++) {
    const unit: UnitState = { totals: addValues({}, measure(index)), covariate: null };
    for (const { metric, sums } of metrics) addUnit(sums, metric, unit, 1);
  }
  return {
    key,
    weight: 1 / plan.variants.length,
    units,
    sums: new Map(metrics.map(({ metric, sums }) => [metric.key, sums])),
  };
}

const share = (percent: number) => (index: number) => ({ success: Number((index * 37) % 100 < percent) });
const decide = (plan: ExperimentDesign, ...arms: Arm[]) => decideVerdict(plan, evaluate(plan, arms));

describe("a verdict", () => {
  it("ships what is surely better, rolls back what is surely worse, and waits between", () => {
    const plan = design();
    const control = arm(plan, "control", 1_000, share(60));
    expect(decide(plan, control, arm(plan, "cold", 1_000, share(75)))).toMatchObject({
      action: "ship",
      variant: "cold",
    });
    expect(decide(plan, control, arm(plan, "cold", 1_000, share(45)))).toMatchObject({
      action: "roll_back",
      variant: "cold",
    });
    expect(decide(plan, control, arm(plan, "cold", 1_000, share(63)))).toMatchObject({
      action: "keep_running",
      effect: expect.closeTo(0.03, 9),
    });
  });

  it("decides nothing below 50 units, or 300 for a percentile", () => {
    const plan = design();
    expect(decide(plan, arm(plan, "control", 49, share(10)), arm(plan, "cold", 49, share(95)))).toMatchObject({
      action: "keep_running",
      next: "1 more units in the smallest variant",
    });
    const slow = design({ primary: { measure: "latency", aggregation: "p95" } });
    const latency = (base: number) => (index: number) => ({ latency: base + (index % 90) });
    expect(decide(slow, arm(slow, "control", 299, latency(500)), arm(slow, "cold", 299, latency(100))).action).toBe(
      "keep_running",
    );
    expect(decide(slow, arm(slow, "control", 600, latency(500)), arm(slow, "cold", 600, latency(100))).action).toBe(
      "ship",
    );
  });

  it("names no winner and no loser while units arrive in other shares than planned", () => {
    const plan = design();
    const verdict = decide(plan, arm(plan, "control", 1_000, share(60)), arm(plan, "cold", 1_300, share(90)));
    expect(verdict).toMatchObject({ action: "keep_running", reason: expect.stringContaining("planned shares") });
  });

  it("ships nothing whose guardrail is harmed or not sure yet", () => {
    const plan = design({ guardrails: [{ measure: "error", margin: 0.02 }] });
    const measured = (percent: number, errors: number) => (index: number) => ({
      ...share(percent)(index),
      error: Number((index * 53) % 100 < errors),
    });
    const control = arm(plan, "control", 1_000, measured(60, 2));
    expect(decide(plan, control, arm(plan, "cold", 1_000, measured(80, 12)))).toMatchObject({
      action: "roll_back",
      variant: "cold",
    });
    expect(decide(plan, control, arm(plan, "cold", 1_000, measured(80, 3)))).toMatchObject({
      action: "keep_running",
      reason: expect.stringContaining("Error rate"),
    });
    const large = arm(plan, "control", 8_000, measured(60, 2));
    expect(decide(plan, large, arm(plan, "cold", 8_000, measured(80, 2)))).toMatchObject({ action: "ship" });
  });

  it("says that nothing differs by what matters once every interval lies within it", () => {
    const plan = design({ minimumEffect: 0.1 });
    expect(decide(plan, arm(plan, "control", 2_000, share(60)), arm(plan, "cold", 2_000, share(60)))).toMatchObject({
      action: "no_difference",
      reason: expect.stringContaining("10 points"),
    });
  });

  it("has no direction by a test that looks once before its look, however large the difference is then", () => {
    for (const method of ["fixed", "rank"] as const) {
      const primary = method === "rank" ? { measure: "latency" } : { measure: "success" };
      const plan = design({ method, primary, unitsPerVariant: 1_000, secondary: [{ measure: "cost" }] });
      const fast = (base: number) => (index: number) => ({
        success: Number(index % 100 < base),
        latency: base + (index % 7),
        cost: base + (index % 5),
      });
      const directionsAt = (units: number) =>
        evaluate(plan, [arm(plan, "control", units, fast(50)), arm(plan, "cold", units, fast(90))])
          .comparisons.filter(({ metric }) => metric.role === "primary" || metric.role === "secondary")
          .map(({ direction, isSignificant }) => [direction !== null, isSignificant]);
      expect(directionsAt(900)).toEqual([
        [false, false],
        [false, false],
      ]);
      expect(directionsAt(1_000)).toEqual([
        [true, true],
        [true, true],
      ]);
    }
  });

  it("of a fixed test comes at the planned size and not before", () => {
    const plan = design({ method: "fixed", unitsPerVariant: 500 });
    expect(decide(plan, arm(plan, "control", 499, share(60)), arm(plan, "cold", 499, share(90))).action).toBe(
      "keep_running",
    );
    expect(decide(plan, arm(plan, "control", 500, share(60)), arm(plan, "cold", 500, share(90))).action).toBe("ship");
    expect(decide(plan, arm(plan, "control", 500, share(60)), arm(plan, "cold", 500, share(60))).action).toBe(
      "no_difference",
    );
  });

  it("by the mixture test may come at any time, and is made of an interval that is sure as often", () => {
    const plan = design({ method: "msprt", minimumEffect: 0.1 });
    const control = arm(plan, "control", 1_000, share(60));
    expect(decide(plan, control, arm(plan, "cold", 1_000, share(75)))).toMatchObject({ action: "ship" });
    expect(decide(plan, control, arm(plan, "cold", 1_000, share(45)))).toMatchObject({ action: "roll_back" });
    expect(decide(plan, control, arm(plan, "cold", 1_000, share(65)))).toMatchObject({ action: "keep_running" });
    const wide = evaluate(plan, [control, arm(plan, "cold", 100, share(62))]).comparisons[0]!.compared!;
    expect(wide.p).toBeGreaterThan(0.05);
    expect(wide.low).toBeLessThan(0);
  });

  it("by ranks comes at the planned size, from counts alone, and a few outliers cannot tip it", () => {
    const plan = design({ method: "rank", primary: { measure: "latency" }, unitsPerVariant: 500 });
    const latency = (base: number, outlier: number) => (index: number) => ({
      latency: index % 250 === 0 ? outlier : base + ((index * 37) % 100),
    });
    const control = arm(plan, "control", 500, latency(400, 500));
    const faster = arm(plan, "cold", 500, latency(360, 90_000));
    expect(decide(plan, arm(plan, "control", 499, latency(400, 500)), faster)).toMatchObject({
      action: "keep_running",
      reason: expect.stringContaining("planned size"),
    });
    expect(decide(plan, control, faster)).toMatchObject({ action: "ship", variant: "cold" });
    const [byRank] = evaluate(plan, [control, faster]).comparisons;
    expect(byRank!.compared!.superiority).toBeLessThan(0.35);
    expect(byRank!.compared!.effect).toBeGreaterThan(-44);
    expect(byRank!.compared!.effect).toBeLessThan(-36);
    // The mean calls the same values slower.
    const byMean = evaluate(design({ primary: { measure: "latency" } }), [control, faster]).comparisons[0]!;
    expect(byMean.compared!.effect).toBeGreaterThan(0);
    expect(JSON.stringify(evaluate(plan, [arm(plan, "control", 0, () => ({})), faster]))).not.toMatch(/NaN|Infinity/);
  });

  it("turns round where less is better", () => {
    const plan = design({ primary: { measure: "cost" } });
    const cost = (base: number) => (index: number) => ({ cost: base + (index % 10) / 100 });
    expect(decide(plan, arm(plan, "control", 200, cost(1)), arm(plan, "cold", 200, cost(0.9)))).toMatchObject({
      action: "ship",
    });
    expect(decide(plan, arm(plan, "control", 200, cost(0.9)), arm(plan, "cold", 200, cost(1)))).toMatchObject({
      action: "roll_back",
    });
  });

  it("holds no NaN for empty arms, arms without variance and arms without measurements", () => {
    const plan = design();
    for (const [a, b] of [
      [0, 0],
      [100, 0],
      [100, 100],
    ] as const) {
      const evaluation = evaluate(plan, [
        arm(plan, "control", a, () => ({})),
        arm(plan, "cold", b, () => ({ success: 1 })),
      ]);
      expect(JSON.stringify([evaluation, decideVerdict(plan, evaluation)])).not.toMatch(/NaN|Infinity/);
      expect(decideVerdict(plan, evaluation)).toMatchObject({ action: "keep_running", effect: null });
    }
  });
});

describe("running sums", () => {
  it("forget a unit's old value when it changes, so that a session of five calls counts once", () => {
    const plan = design();
    const metric = trackedMetrics(plan)[0]!;
    const sums = noSums();
    let unit: UnitState = { totals: {}, covariate: null };
    for (const success of [1, 1, 0, 1, 0]) {
      addUnit(sums, metric, unit, -1);
      unit = { ...unit, totals: addValues(unit.totals, { success }) };
      addUnit(sums, metric, unit, 1);
    }
    expect(sums).toMatchObject({ count: 1, y: 0.6 });
    expect(sums.yy).toBeCloseTo(0.36, 12);
  });
});
