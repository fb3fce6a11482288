import { getTaskSuite, getTrafficSuite } from "@/lib/benchmarks";
import { questionOf, type BenchmarkTest, type Suite } from "@/lib/benchmarks/schemas";
import { measureConfiguration } from "@/lib/executions";
import type { Ctx } from "@/lib/platform/ctx";
import { invalidInput } from "@/lib/platform/errors";
import type { Configuration, ConfigurationVersion } from "@/lib/registry/schemas";
import { describeRule } from "@/lib/routing";
import { cacheCandidates } from "./core/cache-candidates";
import { deriveCandidates, type CandidateSpace } from "./core/derive-candidates";
import { DEFAULT_MARGINS } from "./core/goals";
import { MIN_VERIFIED } from "./core/judge-candidate";
import { splitTests } from "./core/split-tests";
import type { Margins, OptimizationPlan, StartOptimizationInput } from "./optimization-schemas";
import { readTaskFacts } from "./task-facts";

export type PlannedOptimization = {
  plan: OptimizationPlan;
  space: CandidateSpace;
  version: ConfigurationVersion;
};

/** Drawn from labelled examples: a proof needs more than a comparison of models does. */
const MOST_EXAMPLES = 500;
/** With fewer there is nothing left to verify on. */
const MIN_TESTS = 20;
/** Requests that stand in for a suite: of so many days, so many at most. */
const REPLAYED_DAYS = 14;
const MOST_REPLAYED = 200;
/** From here on a change that alters no answer can be shown to stay within a margin of two points. */
const PROVING_TESTS = 85;
/** Tests with their right answers that a prompt may show; the search does not ask them. */
const EXAMPLES = 3;

/** What a run would do. Throws `invalid_input` on `task` that says what is missing. */
export async function planOptimization(ctx: Ctx, input: StartOptimizationInput): Promise<PlannedOptimization> {
  const replayedUntil = ctx.now();
  const suite = await requireSuite(ctx, input.task, replayedUntil);
  const { facts, version, notes } = await readTaskFacts(ctx, input.task, suite);
  if (facts.current !== null && suite.taughtModels.includes(facts.current)) throw taughtByTests(suite, facts.current);
  const tests = divideTests(suite.tests, input.seed);
  const space = deriveCandidates({ ...facts, examples: tests.examples.map(exampleOf) }, input.type);
  if (space.candidates.length + space.families.length + cacheCandidates(facts, input.type).length === 0) {
    notes.push("Nothing else can serve this task now: add a provider key, or train another model");
  }
  if (input.type !== "quality_improvement" && tests.verify.length < PROVING_TESTS) {
    notes.push(
      `${tests.verify.length} verifying tests can hardly prove that the quality stays: from ${PROVING_TESTS} on they can. A suite of ${Math.ceil(PROVING_TESTS / 0.6)} tests has that many (Benchmarks, or from executions)`,
    );
  }
  if (suite.id.startsWith("traffic:")) {
    notes.push(
      "The task has no suite of its own: what it was really asked lately is asked again, and judged by its scorer",
    );
  }
  const caches = cacheCandidates(facts, input.type);
  if (input.type === "cost_reduction" || input.type === "performance") notes.push(NOT_BATCHED);
  if (caches.length > 0) notes.push("A cache is judged by replaying what was recorded: nothing is asked for it");
  const asked = [...space.candidates, ...space.members];
  const costs = new Map(facts.models.map(({ slug, costUsd }) => [slug, costUsd]));
  const costOf = ({ changes }: { changes: Partial<Configuration> }) => costs.get(changes.model ?? facts.current ?? "");
  const all = [{ changes: {} }, ...asked];
  const dearest = Math.max(0, ...all.map((one) => costOf(one) ?? 0));
  const plan: OptimizationPlan = {
    task: input.task,
    type: input.type,
    margins: marginsOf(input),
    suite: {
      id: suite.id,
      name: suite.name,
      version: suite.version,
      checksum: suite.checksum,
      testCount: suite.testCount,
      replayedUntil: suite.id.startsWith("traffic:") ? replayedUntil.toISOString() : null,
    },
    tests: { search: tests.search.length, verify: tests.verify.length },
    current: describeServing(version.configuration, facts.current),
    candidates: [...space.candidates, ...space.families.map((family) => ({ ...family, changes: {} })), ...caches].map(
      ({ id, label, why, changes }) => ({ id, label, why, changes }),
    ),
    // All race to the end, and the two that are verified are as dear as the dearest.
    expectedCostUsd:
      tests.search.length * all.reduce((sum, one) => sum + (costOf(one) ?? 0), 0) + 3 * tests.verify.length * dearest,
    unpricedModels: [...costs].filter(([, costUsd]) => costUsd === null).map(([slug]) => slug),
    budgetUsd: input.budgetUsd,
    maxMinutes: input.maxMinutes,
    requestsPerDay: await requestsPerDay(ctx, input.task),
    notes,
  };
  return { plan, space, version };
}

const NOT_BATCHED =
  "Batching is not tried: requests are answered one by one as they come, and no setting of a task holds them back. Equal requests under way share one answer wherever a cache is on";

export type DividedTests = { search: BenchmarkTest[]; verify: BenchmarkTest[]; examples: BenchmarkTest[] };

/** The same for the same tests and seed. */
export function divideTests(tests: readonly BenchmarkTest[], seed: number): DividedTests {
  const { search, verify } = splitTests(tests, seed);
  const examples = search
    .filter(({ example, check }) => example !== undefined && check.kind !== "label")
    .slice(0, EXAMPLES);
  return { verify, examples, search: search.filter((test) => !examples.includes(test)) };
}

const exampleOf = (test: BenchmarkTest) => ({ input: questionOf(test), output: test.example ?? "" });

/**
 * The suite that measures the task, when it can prove anything; else what it was really asked until `replayedUntil`, where
 * answers can be judged without knowing the right one.
 */
export async function requireSuite(ctx: Ctx, task: string, replayedUntil: Date): Promise<Suite> {
  const suite = await getTaskSuite(ctx, task, { mostExamples: MOST_EXAMPLES });
  const isLarge = suite !== null && suite.testCount >= MIN_TESTS;
  if (isLarge && suite.origin !== "built_in") return suite;
  const traffic = await getTrafficSuite(ctx, task, { until: replayedUntil, days: REPLAYED_DAYS, limit: MOST_REPLAYED });
  // Tests that come with the product say less of a task than what it was really asked.
  if (traffic && traffic.testCount >= (isLarge ? PROVING_TESTS / 0.6 : MIN_TESTS)) return traffic;
  if (isLarge) return suite;
  const has = suite ? `Its suite “${suite.name}” has ${suite.testCount} tests` : "It has no benchmark suite";
  throw invalidInput(
    `The task ${task} cannot be optimized yet. ${has}: at least ${MIN_TESTS} are needed, ${MIN_VERIFIED} of them to verify. Write a suite (Benchmarks), import labelled examples, or make a suite from executions`,
    {
      field: "task",
      details: {
        missing: "tests",
        have: suite?.testCount ?? 0,
        need: MIN_TESTS,
        offers: [
          "POST /api/v1/benchmarks/suites/from-executions",
          "POST /api/v1/benchmarks/suites",
          "POST /api/v1/training/import",
        ],
      },
    },
  );
}

function taughtByTests(suite: Suite, model: string) {
  return invalidInput(
    `${model} serves this task and learned from the tests of “${suite.name}”, so its answers to them prove nothing. Write a suite of examples that were kept apart (Benchmarks)`,
    { field: "task", details: { missing: "tests_kept_apart", taughtModels: suite.taughtModels } },
  );
}

const marginsOf = ({ type, margins }: StartOptimizationInput): Margins => ({
  qualityPoints: margins.qualityPoints ?? DEFAULT_MARGINS[type].qualityPoints,
  costShare: margins.costShare === undefined ? DEFAULT_MARGINS[type].costShare : margins.costShare,
  latencyShare: margins.latencyShare === undefined ? DEFAULT_MARGINS[type].latencyShare : margins.latencyShare,
});

function describeServing(
  { cascade, agreement, council, model, strategy }: Configuration,
  current: string | null,
): string {
  if (cascade) return `A cascade: ${cascade.map((step) => step.model).join(", then ")}`;
  if (agreement) return `Models that have to agree: ${describeRule(agreement)}`;
  if (council) return `A council: ${council.members.join(", ")}`;
  if (model) return `Always ${model}`;
  return current ? `The router by ${strategy}, today ${current}` : "No model can serve the task";
}

const DAYS = 7;
const DAY_MS = 86_400_000;

async function requestsPerDay(ctx: Ctx, task: string): Promise<number> {
  const to = ctx.now();
  const { count } = await measureConfiguration(ctx, { task, from: new Date(to.getTime() - DAYS * DAY_MS), to });
  return count / DAYS;
}
