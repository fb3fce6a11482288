import { decideVerdict, evaluate, planSize } from "@/lib/experiments";
import { isAnytime, type ExperimentDesign } from "@/lib/experiments/schemas";
import { armFiller, type ArmFiller, type Draw } from "../experiment-arms";
import { armKeys, design, type ExperimentBench } from "./experiment-bench";

type Scenario = {
  name: string;
  design: ExperimentDesign;
  /** What each arm measures of a unit, by measure. */
  arms: Record<string, Draw>[];
  perArm: number;
  looks: number;
  /** The arm of each unit; otherwise they come in turn. */
  armOf?: () => number;
  /** Looks go on after a verdict. */
  isWatchedToTheEnd?: boolean;
};

type Outcome = {
  action: string;
  variant: string | null;
  unitsPerArm: number;
  hadMismatch: boolean;
  wonInMismatch: boolean;
};

/** One experiment until its verdict or its end. */
function runExperiment({ design: plan, arms: truth, perArm, looks, armOf, isWatchedToTheEnd }: Scenario): Outcome {
  const arms = truth.map((_, index) => armFiller(plan, plan.variants[index]!));
  const step = Math.ceil(perArm / looks);
  let [hadMismatch, wonInMismatch] = [false, false];
  for (let seen = 0; seen < perArm;) {
    const more = Math.min(step, perArm - seen);
    if (armOf) for (let unit = 0; unit < more * arms.length; unit++) addTo(arms, truth, armOf());
    else for (let arm = 0; arm < arms.length; arm++) for (let unit = 0; unit < more; unit++) addTo(arms, truth, arm);
    seen += more;
    const evaluation = evaluate(plan, arms);
    hadMismatch ||= evaluation.sampleRatio.isMismatch;
    const { action, variant } = decideVerdict(plan, evaluation);
    wonInMismatch ||= evaluation.sampleRatio.isMismatch && action !== "keep_running";
    if (action !== "keep_running" && !isWatchedToTheEnd)
      return { action, variant, unitsPerArm: seen, hadMismatch, wonInMismatch };
  }
  return { action: "keep_running", variant: null, unitsPerArm: perArm, hadMismatch, wonInMismatch };
}

function addTo(arms: readonly ArmFiller[], truth: Scenario["arms"], arm: number): void {
  arms[arm]!.add(truth[arm]!);
}

const repeat = (bench: ExperimentBench, scenario: Scenario): Outcome[] =>
  Array.from({ length: bench.runs }, () => runExperiment(scenario));
const rate = (outcomes: readonly Outcome[], is: (outcome: Outcome) => boolean): number =>
  outcomes.filter(is).length / outcomes.length;
const meanUnits = (outcomes: readonly Outcome[]): number =>
  outcomes.reduce((sum, { unitsPerArm }) => sum + unitsPerArm, 0) / outcomes.length;
const isFound = ({ action }: Outcome): boolean => action === "ship" || action === "roll_back";

function equalArms(bench: ExperimentBench, name: string, primary: object, value: Draw): void {
  const measure = (primary as { measure: string }).measure;
  const outcomes = repeat(bench, {
    name,
    design: design({ primary, unitsPerVariant: 5_000 }),
    arms: [{ [measure]: value }, { [measure]: value }],
    perArm: 5_000,
    looks: 50,
  });
  const falsePositiveRate = rate(outcomes, ({ action }) => action !== "keep_running");
  bench.report(name, { falsePositiveRate, meanUnitsPerArm: meanUnits(outcomes) }, falsePositiveRate <= 0.05);
}

/**
 * Equal arms by the other methods: `msprt` at every look; `fixed` and `rank` are asked at every look too, and are silent until
 * the planned size. Of those `earlyVerdictRate` is what was said before.
 */
function equalArmsBy(bench: ExperimentBench, name: string, changes: object, value: Draw): void {
  const plan = design({ unitsPerVariant: 1_000, ...changes });
  const outcomes = repeat(bench, {
    name,
    design: plan,
    arms: [{ [plan.primary.measure]: value }, { [plan.primary.measure]: value }],
    perArm: 1_000,
    looks: 20,
  });
  const falsePositiveRate = rate(outcomes, isFound);
  // A fixed test spends all of its level, so a rate is measured around it.
  const slack = 2 * Math.sqrt((0.05 * 0.95) / bench.runs);
  if (isAnytime(plan.method)) return bench.report(name, { falsePositiveRate }, falsePositiveRate <= 0.05);
  const earlyVerdictRate = rate(outcomes, ({ unitsPerArm }) => unitsPerArm < 1_000);
  bench.report(
    name,
    { falsePositiveRate, earlyVerdictRate },
    falsePositiveRate <= 0.05 + slack && earlyVerdictRate === 0,
  );
}

/** Every value a fifth less, where one of a hundred takes thirty times as long: by ranks, and by Welch's test of the means. */
function skewedLift(bench: ExperimentBench): void {
  const skewed =
    (centre: number): Draw =>
    () =>
      bench.draw.logNormal(centre, 0.8)() * (bench.random() < 0.01 ? 30 : 1);
  const powerBy = (method: "rank" | "fixed") => {
    const plan = design({ primary: { measure: "latency" }, unitsPerVariant: 1_000, method });
    const arms = [{ latency: skewed(6) }, { latency: skewed(6 + Math.log(0.8)) }];
    return rate(
      repeat(bench, { name: method, design: plan, arms, perArm: 1_000, looks: 1 }),
      ({ action }) => action === "ship",
    );
  };
  const [power, powerOfMeans] = [powerBy("rank"), powerBy("fixed")];
  bench.report("rank-lift-skewed", { power, powerOfMeans }, power >= 0.9 && power > powerOfMeans);
}

function lift(
  bench: ExperimentBench,
  name: string,
  options: { to: number; perArm: number; looks: number },
  promised: { power: number; meanUnits: number },
): void {
  const outcomes = repeat(bench, {
    name,
    design: design({ unitsPerVariant: plannedFor(options.to) }),
    arms: [{ success: bench.draw.bernoulli(0.6) }, { success: bench.draw.bernoulli(options.to) }],
    perArm: options.perArm,
    looks: options.looks,
  });
  const power = rate(outcomes, ({ action }) => action === "ship");
  const wrongDirectionRate = rate(outcomes, ({ action }) => action === "roll_back");
  const meanUnitsPerArm = meanUnits(outcomes);
  bench.report(
    name,
    { power, meanUnitsPerArm, wrongDirectionRate },
    power >= promised.power && meanUnitsPerArm <= promised.meanUnits && wrongDirectionRate <= 0.005,
  );
}

/** What `POST /experiments/plan` says for the difference that matters. */
function plannedFor(to: number): number {
  const question = {
    baseline: 0.6,
    sd: 0.49,
    isShare: true,
    minimumEffect: to - 0.6,
    variants: 2,
    alpha: 0.05,
    power: 0.8,
  };
  return planSize(question)!.looksAnytime;
}

function fiveEqualArms(bench: ExperimentBench): void {
  const outcomes = repeat(bench, {
    name: "five-equal-arms",
    design: design({ variants: armKeys(5).map((key) => ({ key, name: key, weight: 0.2 })), unitsPerVariant: 5_000 }),
    arms: armKeys(5).map(() => ({ success: bench.draw.bernoulli(0.6) })),
    perArm: 5_000,
    looks: 50,
  });
  const falsePositiveRate = rate(outcomes, isFound);
  bench.report("five-equal-arms", { falsePositiveRate }, falsePositiveRate <= 0.05);
}

function guardrail(bench: ExperimentBench, name: string, to: number): Outcome[] {
  return repeat(bench, {
    name,
    design: design({ guardrails: [{ measure: "error", margin: 0.005 }], unitsPerVariant: 2_000 }),
    arms: [
      { success: bench.draw.bernoulli(0.6), error: bench.draw.bernoulli(0.01) },
      { success: bench.draw.bernoulli(0.6), error: bench.draw.bernoulli(to) },
    ],
    perArm: 2_000,
    looks: 40,
  });
}

function guardrailHarmed(bench: ExperimentBench): void {
  const harmed = guardrail(bench, "guardrail-harmed", 0.03);
  const power = rate(harmed, ({ action }) => action === "roll_back");
  const shippedRate = rate(harmed, ({ action }) => action === "ship");
  bench.report(
    "guardrail-harmed",
    { power, shippedRate, meanUnitsPerArm: meanUnits(harmed) },
    power >= 0.9 && shippedRate === 0,
  );
}

function guardrailUnchanged(bench: ExperimentBench): void {
  const unchanged = guardrail(bench, "guardrail-unchanged", 0.01);
  const falsePositiveRate = rate(unchanged, ({ action }) => action === "roll_back");
  bench.report("guardrail-unchanged", { falsePositiveRate }, falsePositiveRate <= 0.05);
}

function sampleRatio(bench: ExperimentBench): void {
  const outcomes = repeat(bench, {
    name: "sample-ratio-52-48",
    design: design({ unitsPerVariant: 10_000 }),
    arms: [{ success: bench.draw.bernoulli(0.6) }, { success: bench.draw.bernoulli(0.6) }],
    perArm: 10_000,
    looks: 20,
    isWatchedToTheEnd: true,
    armOf: () => (bench.random() < 0.52 ? 0 : 1),
  });
  const power = rate(outcomes, ({ hadMismatch }) => hadMismatch);
  const winnerWhileMismatchRate = rate(outcomes, ({ wonInMismatch }) => wonInMismatch);
  bench.report(
    "sample-ratio-52-48",
    { power, winnerWhileMismatchRate },
    power >= 0.99 && winnerWhileMismatchRate === 0,
  );
}

export const VERDICT_SCENARIOS: Record<string, (bench: ExperimentBench) => void> = {
  "aa-bernoulli": (bench) => equalArms(bench, "aa-bernoulli", { measure: "success" }, bench.draw.bernoulli(0.6)),
  "aa-rating": (bench) => equalArms(bench, "aa-rating", { measure: "rating" }, bench.draw.rating),
  "aa-latency": (bench) => equalArms(bench, "aa-latency", { measure: "latency" }, bench.draw.logNormal(6, 0.8)),
  "lift-60-65": (bench) =>
    lift(bench, "lift-60-65", { to: 0.65, perArm: 5_000, looks: 14 }, { power: 0.95, meanUnits: 2_500 }),
  "lift-60-80": (bench) =>
    lift(bench, "lift-60-80", { to: 0.8, perArm: 200, looks: 30 }, { power: 0.9, meanUnits: 110 }),
  "five-equal-arms": fiveEqualArms,
  "guardrail-harmed": guardrailHarmed,
  "guardrail-unchanged": guardrailUnchanged,
  "sample-ratio-52-48": sampleRatio,
};

/** By the methods that are not the default. */
export const METHOD_SCENARIOS: Record<string, (bench: ExperimentBench) => void> = {
  "aa-msprt": (bench) =>
    equalArmsBy(bench, "aa-msprt", { method: "msprt", minimumEffect: 0.05 }, bench.draw.bernoulli(0.6)),
  "aa-rank": (bench) =>
    equalArmsBy(bench, "aa-rank", { method: "rank", primary: { measure: "latency" } }, bench.draw.logNormal(6, 0.8)),
  "rank-lift-skewed": skewedLift,
};

/** Welch's test at the planned size. */
export const FIXED_SCENARIOS: Record<string, (bench: ExperimentBench) => void> = {
  "aa-fixed": (bench) =>
    equalArmsBy(bench, "aa-fixed", { method: "fixed", primary: { measure: "latency" } }, bench.draw.logNormal(6, 0.8)),
};
