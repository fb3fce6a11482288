import { assignmentRule, assignUnit, decideVerdict, evaluate } from "@/lib/experiments";
import type { ExperimentDesign } from "@/lib/experiments/schemas";
import {
  assign,
  experimentsRuntime,
  report as reportOutcome,
  runningExperiment,
} from "@/lib/experiments/test-experiments";
import { openTestDatabase } from "@/lib/platform/db/test-database";
import { seededCtx } from "@/lib/registry/test-registry";
import { armFiller } from "../experiment-arms";
import { armKeys, design, type ExperimentBench } from "./experiment-bench";

function plannedForTimes(): ExperimentDesign {
  return design({
    namespace: { name: "prompts", from: 0, to: 1 },
    audience: [{ tag: "plan", in: ["pro"] }],
    variants: armKeys(8).map((key) => ({ key, name: key, weight: 0.125 })),
  });
}

function assignmentTime(bench: ExperimentBench): void {
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
  bench.report("assignment", { microseconds }, microseconds <= 20);
}

function verdictTime(bench: ExperimentBench): void {
  const plan = plannedForTimes();
  const arms = plan.variants.map((variant) => armFiller(plan, variant));
  const all = {
    success: bench.draw.bernoulli(0.6),
    latency: bench.draw.logNormal(6, 0.8),
    cost: bench.draw.logNormal(-6, 1),
  };
  for (let outcome = 0; outcome < 1_000_000; outcome++) arms[outcome % 8]!.add(all);
  const decidedMs = performance.now();
  decideVerdict(plan, evaluate(plan, arms));
  const verdictMs = performance.now() - decidedMs;
  bench.report("verdict-of-a-million", { verdictMs }, verdictMs <= 100);
}

/** Outcomes that arrive at once over the product's own verb, on the embedded database, against what they sum to. */
async function exactTotals(bench: ExperimentBench): Promise<void> {
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
      value: Math.floor(7 * bench.random()),
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
    bench.report("totals-of-a-thousand-posts", { posts, counted, sum, expected, totalMs }, isExact && sum === expected);
  } finally {
    await database.close();
  }
}

export const TIME_SCENARIOS: Record<string, (bench: ExperimentBench) => void | Promise<void>> = {
  assignment: assignmentTime,
  "verdict-of-a-million": verdictTime,
  "totals-of-a-thousand-posts": exactTotals,
};
