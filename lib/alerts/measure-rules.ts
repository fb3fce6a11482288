import { listBudgets } from "@/lib/budgets";
import { ListBudgetsQuery, type Budget } from "@/lib/budgets/schemas";
import { measureWindow } from "@/lib/executions";
import type { MetricsSummary } from "@/lib/executions/schemas";
import { countLostVariants } from "@/lib/experiments";
import type { Ctx } from "@/lib/platform/ctx";
import { listProviderHealth } from "@/lib/providers";
import { getDrift } from "@/lib/training";
import type { Measurement } from "./decide-alert";
import type { AlertRuleContent } from "./schemas";

type Watched = Pick<AlertRuleContent, "metric" | "scope" | "scopeRef" | "windowMinutes">;

const MINUTE_MS = 60_000;
const NOTHING: Measurement = { value: null, count: 0 };

/**
 * What the rules say of now, in their order. Rules share what they read: one question for each length of window, one
 * for all budgets, one for all circuits, one for each task whose drift is watched.
 */
export async function measureRules(ctx: Ctx, rules: readonly Watched[]): Promise<Measurement[]> {
  const now = ctx.now();
  const lengths = new Set(rules.flatMap(({ windowMinutes }) => windowMinutes ?? []));
  const drifting = new Set(rules.flatMap(({ metric, scopeRef }) => (metric === "drift" && scopeRef ? scopeRef : [])));
  const [windows, budgets, circuits, drifts, experiments] = await Promise.all([
    Promise.all([...lengths].map(async (length) => [length, await measureWindow(ctx, windowOf(length, now))] as const)),
    rules.some(({ metric }) => metric === "budget_share") ? currentBudgets(ctx) : [],
    rules.some(({ metric }) => metric === "open_circuits") ? listProviderHealth(ctx, {}) : [],
    Promise.all([...drifting].map(async (task) => [task, await getDrift(ctx, { task })] as const)),
    rules.some(({ metric }) => metric === "lost_variants") ? countLostVariants(ctx) : null,
  ]);
  const summaries = new Map(windows);
  const driftByTask = new Map(drifts);
  return rules.map(({ metric, scope, scopeRef, windowMinutes }) => {
    if (metric === "budget_share") return shareOf(budgets.find(({ id }) => id === scopeRef));
    if (metric === "open_circuits") {
      const watched = circuits.filter(({ model }) => scope === "organization" || model === scopeRef);
      return watched.length === 0
        ? NOTHING
        : { value: watched.filter(({ state }) => state !== "closed").length, count: watched.length };
    }
    if (metric === "lost_variants")
      return experiments ? { value: experiments.lost, count: experiments.variants } : NOTHING;
    if (metric === "drift") return driftByTask.get(scopeRef!) ?? NOTHING;
    return measurementOf(metric, summaries.get(windowMinutes!)!(partOf({ scope, scopeRef })));
  });
}

/** In whole minutes, as sums are kept; it ends now. */
const windowOf = (windowMinutes: number, now: Date) => ({
  from: new Date((Math.floor(now.getTime() / MINUTE_MS) - windowMinutes) * MINUTE_MS),
  to: now,
});

/** Every budget that is not deleted. */
export async function currentBudgets(ctx: Ctx): Promise<Budget[]> {
  const budgets: Budget[] = [];
  let cursor: string | undefined;
  do {
    const page = await listBudgets(ctx, ListBudgetsQuery.parse({ limit: 200, cursor }));
    budgets.push(...page.items);
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
  return budgets;
}

function shareOf(budget: Budget | undefined): Measurement {
  if (budget?.state !== "active") return NOTHING;
  // Nobody spent anything of a budget for each user: then nobody spent too much.
  return { value: budget.current?.share ?? 0, count: budget.current?.calls ?? 0 };
}

/** The part of all executions that a rule is about. */
export function partOf({ scope, scopeRef }: Pick<Watched, "scope" | "scopeRef">) {
  return scope === "task" || scope === "model" ? { [scope]: scopeRef ?? undefined } : {};
}

type Windowed = Exclude<AlertRuleContent["metric"], "budget_share" | "open_circuits" | "drift" | "lost_variants">;

/** `count` is what the value was measured on: scored executions for the quality, answers for the latency. */
export function measurementOf(metric: Windowed, summary: MetricsSummary): Measurement {
  switch (metric) {
    case "error_rate": {
      // Not 1 - successRate: one failure in ten is to be exactly the 0.1 that a person writes.
      const count = summary.count - summary.counts.cancelled;
      return { value: count === 0 ? null : (count - summary.counts.success) / count, count };
    }
    case "latency_p95":
      return { value: summary.latencyMsP95, count: summary.counts.success };
    case "cost":
      return { value: summary.costUsd, count: summary.count - summary.unpricedCount };
    case "quality":
      return { value: summary.quality, count: summary.qualityCount };
    default:
      return metric satisfies never;
  }
}
