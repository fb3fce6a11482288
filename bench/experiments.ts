import { parseArgs } from "node:util";
import {
  assignmentRule,
  assignUnit,
  decideBandit,
  decideVerdict,
  evaluate,
  planSize,
  steerBandit,
} from "@/lib/experiments";
import { ExperimentDesign } from "@/lib/experiments/schemas";
import {
  assign,
  experimentsRuntime,
  report as reportOutcome,
  runningExperiment,
} from "@/lib/experiments/test-experiments";
import { openTestDatabase } from "@/lib/platform/db/test-database";
import { seededRandom } from "@/lib/platform/seeded-random";
import { seededCtx } from "@/lib/registry/test-registry";
import { armFiller, draws, type ArmFiller, type Draw } from "./experiment-arms";

/**
 * Grows experiments of known truth and lets the product's own verdict look at them again and again: `[--seed 1] [--runs 2000]
 * [--only NAME]`. One JSON line a scenario; each draws from a sequence of its own, so that one alone gives the same figures. Ends with 1 when a promised figure does not hold.
 */
const { values } = parseArgs({
  options: {
    seed: { type: "string", default: "1" },
    runs: { type: "string", default: "2000" },
    only: { type: "string", multiple: true },
  },
});
const runs = Number(values.runs);
let random = seededRandom(Number(values.seed));
const draw = draws(() => random());
const broken: string[] = [];

const design = (changes: object = {}): ExperimentDesign =>
  ExperimentDesign.parse({
    name: "Bench",
    task: "general_chat",
    variants: armKeys(2).map((key) => ({ key, name: key, weight: 0.5 })),
    primary: { measure: "success" },
    ...changes,
  });

const armKeys = (count: number): string[] =>
  Array.from({ length: count }, (_, index) => (index === 0 ? "control" : `variant-${index}`));

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

const repeat = (scenario: Scenario): Outcome[] => Array.from({ length: runs }, () => runExperiment(scenario));
const rate = (outcomes: readonly Outcome[], is: (outcome: Outcome) => boolean): number =>
  outcomes.filter(is).length / outcomes.length;
const meanUnits = (outcomes: readonly Outcome[]): number =>
  outcomes.reduce((sum, { unitsPerArm }) => sum + unitsPerArm, 0) / outcomes.length;
const isFound = ({ action }: Outcome): boolean => action === "ship" || action === "roll_back";

function report(scenario: string, figures: Record<string, number>, holds: boolean): void {
  console.log(JSON.stringify({ scenario, ...figures, runs, holds }));
  if (!holds) broken.push(scenario);
}

function equalArms(name: string, primary: object, value: Draw): void {
  const measure = (primary as { measure: string }).measure;
  const outcomes = repeat({
    name,
    design: design({ primary, unitsPerVariant: 5_000 }),
    arms: [{ [measure]: value }, { [measure]: value }],
    perArm: 5_000,
    looks: 50,
  });
  const falsePositiveRate = rate(outcomes, ({ action }) => action !== "keep_running");
  report(name, { falsePositiveRate, meanUnitsPerArm: meanUnits(outcomes) }, falsePositiveRate <= 0.05);
}

/** Equal arms by the other methods: `msprt` at every look, `rank` once at the planned size. */
function equalArmsBy(name: string, changes: object, value: Draw): void {
  const plan = design({ unitsPerVariant: 1_000, ...changes });
  const outcomes = repeat({
    name,
    design: plan,
    arms: [{ [plan.primary.measure]: value }, { [plan.primary.measure]: value }],
    perArm: 1_000,
    looks: 20,
  });
  const falsePositiveRate = rate(outcomes, isFound);
  // A fixed test spends all of its level, so a rate is measured around it.
  const slack = 2 * Math.sqrt((0.05 * 0.95) / runs);
  report(name, { falsePositiveRate }, falsePositiveRate <= (plan.method === "rank" ? 0.05 + slack : 0.05));
}

/** Every value a fifth less, where one of a hundred takes thirty times as long: by ranks, and by Welch's test of the means. */
function skewedLift(): void {
  const skewed =
    (centre: number): Draw =>
    () =>
      draw.logNormal(centre, 0.8)() * (random() < 0.01 ? 30 : 1);
  const powerBy = (method: "rank" | "fixed") => {
    const plan = design({ primary: { measure: "latency" }, unitsPerVariant: 1_000, method });
    const arms = [{ latency: skewed(6) }, { latency: skewed(6 + Math.log(0.8)) }];
    return rate(
      repeat({ name: method, design: plan, arms, perArm: 1_000, looks: 1 }),
      ({ action }) => action === "ship",
    );
  };
  const [power, powerOfMeans] = [powerBy("rank"), powerBy("fixed")];
  report("rank-lift-skewed", { power, powerOfMeans }, power >= 0.9 && power > powerOfMeans);
}

function lift(
  name: string,
  options: { to: number; perArm: number; looks: number },
  promised: { power: number; meanUnits: number },
): void {
  const outcomes = repeat({
    name,
    design: design({ unitsPerVariant: plannedFor(options.to) }),
    arms: [{ success: draw.bernoulli(0.6) }, { success: draw.bernoulli(options.to) }],
    perArm: options.perArm,
    looks: options.looks,
  });
  const power = rate(outcomes, ({ action }) => action === "ship");
  const wrongDirectionRate = rate(outcomes, ({ action }) => action === "roll_back");
  const meanUnitsPerArm = meanUnits(outcomes);
  report(
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

function fiveEqualArms(): void {
  const outcomes = repeat({
    name: "five-equal-arms",
    design: design({ variants: armKeys(5).map((key) => ({ key, name: key, weight: 0.2 })), unitsPerVariant: 5_000 }),
    arms: armKeys(5).map(() => ({ success: draw.bernoulli(0.6) })),
    perArm: 5_000,
    looks: 50,
  });
  const falsePositiveRate = rate(outcomes, isFound);
  report("five-equal-arms", { falsePositiveRate }, falsePositiveRate <= 0.05);
}

function guardrail(name: string, to: number): Outcome[] {
  return repeat({
    name,
    design: design({ guardrails: [{ measure: "error", margin: 0.005 }], unitsPerVariant: 2_000 }),
    arms: [
      { success: draw.bernoulli(0.6), error: draw.bernoulli(0.01) },
      { success: draw.bernoulli(0.6), error: draw.bernoulli(to) },
    ],
    perArm: 2_000,
    looks: 40,
  });
}

function guardrailHarmed(): void {
  const harmed = guardrail("guardrail-harmed", 0.03);
  const power = rate(harmed, ({ action }) => action === "roll_back");
  const shippedRate = rate(harmed, ({ action }) => action === "ship");
  report(
    "guardrail-harmed",
    { power, shippedRate, meanUnitsPerArm: meanUnits(harmed) },
    power >= 0.9 && shippedRate === 0,
  );
}

function guardrailUnchanged(): void {
  const unchanged = guardrail("guardrail-unchanged", 0.01);
  const falsePositiveRate = rate(unchanged, ({ action }) => action === "roll_back");
  report("guardrail-unchanged", { falsePositiveRate }, falsePositiveRate <= 0.05);
}

function sampleRatio(): void {
  const outcomes = repeat({
    name: "sample-ratio-52-48",
    design: design({ unitsPerVariant: 10_000 }),
    arms: [{ success: draw.bernoulli(0.6) }, { success: draw.bernoulli(0.6) }],
    perArm: 10_000,
    looks: 20,
    isWatchedToTheEnd: true,
    armOf: () => (random() < 0.52 ? 0 : 1),
  });
  const power = rate(outcomes, ({ hadMismatch }) => hadMismatch);
  const winnerWhileMismatchRate = rate(outcomes, ({ wonInMismatch }) => wonInMismatch);
  report("sample-ratio-52-48", { power, winnerWhileMismatchRate }, power >= 0.99 && winnerWhileMismatchRate === 0);
}

const SCENARIOS: Record<string, () => void | Promise<void>> = {
  "aa-bernoulli": () => equalArms("aa-bernoulli", { measure: "success" }, draw.bernoulli(0.6)),
  "aa-rating": () => equalArms("aa-rating", { measure: "rating" }, draw.rating),
  "aa-latency": () => equalArms("aa-latency", { measure: "latency" }, draw.logNormal(6, 0.8)),
  "lift-60-65": () => lift("lift-60-65", { to: 0.65, perArm: 5_000, looks: 14 }, { power: 0.95, meanUnits: 2_500 }),
  "lift-60-80": () => lift("lift-60-80", { to: 0.8, perArm: 200, looks: 30 }, { power: 0.9, meanUnits: 110 }),
  "five-equal-arms": fiveEqualArms,
  "guardrail-harmed": guardrailHarmed,
  "guardrail-unchanged": guardrailUnchanged,
  "sample-ratio-52-48": sampleRatio,
  "bandit-five-arms": bandit,
  "aa-msprt": () => equalArmsBy("aa-msprt", { method: "msprt", minimumEffect: 0.05 }, draw.bernoulli(0.6)),
  "aa-rank": () => equalArmsBy("aa-rank", { method: "rank", primary: { measure: "latency" } }, draw.logNormal(6, 0.8)),
  "rank-lift-skewed": skewedLift,
  assignment: assignmentTime,
  "verdict-of-a-million": verdictTime,
  "totals-of-a-thousand-posts": exactTotals,
};
for (const [index, [name, run]] of Object.entries(SCENARIOS).entries()) {
  if (values.only && !values.only.includes(name)) continue;
  random = seededRandom(Number(values.seed) + 7_919 * index);
  await run();
}
process.exitCode = broken.length > 0 ? 1 : 0;
if (broken.length > 0) console.error(`not as promised: ${broken.join(", ")}`);

function bandit(): void {
  const shares = [0.6, 0.75, 0.8, 0.82, 0.85];
  const [best, trials, between] = [0.85, 3_000, 50];
  const plan = design({ kind: "bandit", variants: armKeys(5).map((key) => ({ key, name: key, weight: 0.2 })) });
  const truth = shares.map((share) => ({ success: draw.bernoulli(share) }));
  let [regret, found, stopped] = [0, 0, 0];
  for (let run = 0; run < runs; run++) {
    const arms = plan.variants.map((variant) => armFiller(plan, variant));
    let weights = arms.map(() => 1 / arms.length);
    let chosen: string | null = null;
    for (let trial = 0; trial < trials; trial++) {
      if (trial % between === 0 && chosen === null) {
        const state = steerBandit(plan, arms, new Set());
        weights = state.weights;
        const { action, variant } = decideBandit(plan, arms, evaluate(plan, arms), state);
        if (action !== "keep_running") {
          chosen = variant;
          stopped++;
        }
      }
      const arm = chosen === null ? weighted(weights) : arms.findIndex(({ key }) => key === chosen);
      addTo(arms, truth, arm);
      regret += best - shares[arm]!;
    }
    const { chances } = steerBandit(plan, arms, new Set());
    if ((chosen ?? arms[chances.indexOf(Math.max(...chances))]!.key) === arms[4]!.key) found++;
  }
  const figures = { regret: regret / runs, bestArmRate: found / runs, stoppedRate: stopped / runs };
  report("bandit-five-arms", figures, figures.regret <= 90 && figures.bestArmRate >= 0.9);
}

function weighted(weights: readonly number[]): number {
  let left = random();
  const index = weights.findIndex((weight) => (left -= weight) < 0);
  return index === -1 ? weights.length - 1 : index;
}

function plannedForTimes(): ExperimentDesign {
  return design({
    namespace: { name: "prompts", from: 0, to: 1 },
    audience: [{ tag: "plan", in: ["pro"] }],
    variants: armKeys(8).map((key) => ({ key, name: key, weight: 0.125 })),
  });
}

function assignmentTime(): void {
  const plan = plannedForTimes();
  const rule = assignmentRule(
    "bench",
    1,
    plan,
    plan.variants.map(({ weight }) => weight),
  );
  const units = Array.from({ length: 100_000 }, (_, index) => `user-${index}-of-a-company`);
  const startedMs = performance.now();
  for (const unit of units) assignUnit(rule, unit, { plan: "pro" });
  const microseconds = (1_000 * (performance.now() - startedMs)) / units.length;
  report("assignment", { microseconds }, microseconds <= 20);
}

function verdictTime(): void {
  const plan = plannedForTimes();
  const arms = plan.variants.map((variant) => armFiller(plan, variant));
  const all = { success: draw.bernoulli(0.6), latency: draw.logNormal(6, 0.8), cost: draw.logNormal(-6, 1) };
  for (let outcome = 0; outcome < 1_000_000; outcome++) arms[outcome % 8]!.add(all);
  const decidedMs = performance.now();
  decideVerdict(plan, evaluate(plan, arms));
  const verdictMs = performance.now() - decidedMs;
  report("verdict-of-a-million", { verdictMs }, verdictMs <= 100);
}

/** Outcomes that arrive at once over the product's own verb, on the embedded database, against what they sum to. */
async function exactTotals(): Promise<void> {
  const posts = 1_000;
  const database = await openTestDatabase("embedded");
  try {
    const ctx = await seededCtx(experimentsRuntime(database.db));
    await runningExperiment(ctx);
    await Promise.all(Array.from({ length: 20 }, (_, index) => assign(ctx, `u${index}`)));
    const startedMs = performance.now();
    const outcomes = Array.from({ length: posts }, (_, index) => ({
      unit: `u${index % 20}`,
      measure: "approval",
      value: Math.floor(7 * random()),
      id: `o${index}`,
    }));
    const answers = await Promise.all(outcomes.map((outcome) => reportOutcome(ctx, outcome)));
    const totalMs = performance.now() - startedMs;
    const counted = answers.reduce((sum, answer) => sum + answer.counted, 0);
    const units = await ctx.db.experimentUnit.findMany({ where: { organizationId: ctx.organizationId } });
    const stored = units.map(({ totals }) => (totals as { approval: [number, number] }).approval);
    const sum = stored.reduce((total, [, value]) => total + value, 0);
    const expected = outcomes.reduce((total, { value }) => total + value, 0);
    const isExact = counted === posts && stored.reduce((total, [count]) => total + count, 0) === posts;
    report("totals-of-a-thousand-posts", { posts, counted, sum, expected, totalMs }, isExact && sum === expected);
  } finally {
    await database.close();
  }
}
