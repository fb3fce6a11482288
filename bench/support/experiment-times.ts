import { assignmentRule, assignUnit, decideVerdict, evaluate } from "@/lib/experiments";
import type { ExperimentDesign, OutcomesAnswer } from "@/lib/experiments/schemas";
import { armFiller } from "../experiment-arms";
import { armKeys, design, type ExperimentBench } from "./experiment-bench";
import { callApi, startProduct } from "./start-product";

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

type Row = { metric: string; variant: string; count: number; mean: number | null };

/** Outcomes posted at once over the HTTP API of the built product, one each, against what its results then sum to. */
async function exactTotals(bench: ExperimentBench): Promise<void> {
  const [posts, units] = [1_000, 20];
  const product = await startProduct();
  try {
    const call = <T>(path: string, body?: object) =>
      callApi<T>(product, path, {
        ...(body && { method: "POST", body: JSON.stringify(body) }),
        headers: { "content-type": "application/json" },
      });
    const slug = "thousand-posts";
    await call("/experiments", {
      slug,
      name: "A thousand posts",
      task: "general_chat",
      unit: "user",
      assignment: "api",
      variants: armKeys(2).map((key) => ({ key, name: key, weight: 0.5 })),
      primary: { measure: "approval", aggregation: "sum" },
    });
    await call(`/experiments/${slug}/start`, {});
    for (let unit = 0; unit < units; unit++) await call(`/experiments/${slug}/assign`, { unit: `u${unit}` });
    const outcomes = Array.from({ length: posts }, (_, index) => ({
      unit: `u${index % units}`,
      measure: "approval",
      value: Math.floor(7 * bench.random()),
      id: `o${index}`,
    }));
    const startedMs = performance.now();
    const answers = await Promise.all(
      outcomes.map((outcome) => call<OutcomesAnswer>(`/experiments/${slug}/outcomes`, outcome)),
    );
    const totalMs = performance.now() - startedMs;
    const counted = answers.reduce((total, answer) => total + answer.counted, 0);
    const rows = await fetch(`${product.url}/api/v1/experiments/${slug}/results?format=json`, {
      headers: { authorization: `Bearer ${product.key}` },
    }).then((answer) => answer.json() as Promise<Row[]>);
    const stored = rows.filter(({ metric }) => metric === "approval.sum");
    const sum = Math.round(stored.reduce((total, { count, mean }) => total + count * (mean ?? 0), 0));
    const expected = outcomes.reduce((total, { value }) => total + value, 0);
    bench.report(
      "totals-of-a-thousand-posts",
      { posts, counted, sum, expected, totalMs },
      counted === posts && sum === expected,
    );
  } finally {
    await product.stop();
  }
}

export const TIME_SCENARIOS: Record<string, (bench: ExperimentBench) => void | Promise<void>> = {
  assignment: assignmentTime,
  "verdict-of-a-million": verdictTime,
  "totals-of-a-thousand-posts": exactTotals,
};
