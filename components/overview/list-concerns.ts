import { formatCount, formatPercent, formatUsd } from "@/lib/client/format";
import type { Budget } from "@/lib/budgets/schemas";
import type { MetricsReport } from "@/lib/executions/schemas";
import type { ProviderHealth } from "@/lib/providers/schemas";
import type { TrainingRun } from "@/lib/training/schemas";

/** Something a person should look at, and the page on which it is solved. */
export type Concern = { id: string; tone: "danger" | "warning"; text: string; href: string; action: string };

export type ConcernFacts = {
  health: MetricsReport["health"];
  byModel: MetricsReport["byModel"];
  circuits: readonly ProviderHealth[];
  budgets: readonly Budget[];
  /** Newest first. */
  trainingRuns: readonly TrainingRun[];
};

/** Worst first. Empty when nothing is known to be wrong. */
export function listConcerns(facts: ConcernFacts): Concern[] {
  const concerns = [
    ...healthConcerns(facts.health),
    ...facts.circuits.flatMap(circuitConcern),
    ...facts.budgets.flatMap(budgetConcern),
    ...unpricedConcerns(facts.byModel),
    ...failedTraining(facts.trainingRuns),
  ];
  return concerns.sort((a, b) => Number(b.tone === "danger") - Number(a.tone === "danger"));
}

/** Where each kind of reason is looked into. */
const REASON_PAGES: Record<string, { href: string; action: string }> = {
  error_rate: { href: "/executions?status=failed&range=1h", action: "See the failed ones" },
  model_errors: { href: "/provider-health", action: "See provider health" },
  slow: { href: "/executions?range=1h", action: "See the last hour" },
};
const ANY_PAGE = { href: "/system", action: "See system health" };

function healthConcerns({ status, reasons }: ConcernFacts["health"]): Concern[] {
  if (status === "healthy") return [];
  return reasons.map(({ code, message }, index) => ({
    id: `health-${index}`,
    // Reasons come worst first, and only the first is sure to be as bad as the whole.
    tone: status === "unhealthy" && index === 0 ? "danger" : "warning",
    text: message,
    ...(REASON_PAGES[code] ?? ANY_PAGE),
  }));
}

function circuitConcern({ model, state, cause, heldBy }: ProviderHealth): Concern[] {
  if (state === "closed") return [];
  const because = cause ? `: ${cause}` : "";
  const text =
    state === "held_open"
      ? `${model} gets no traffic, because ${heldBy ?? "somebody"} stopped it${because}`
      : `${model} gets ${state === "half_open" ? "only trial calls" : "no traffic"}${because}`;
  const tone = state === "open" ? "danger" : "warning";
  return [{ id: `circuit-${model}`, tone, text, href: "/provider-health", action: "See its circuit" }];
}

/** Told from when a budget without shares of its own is used by so much. */
const NEAR_LIMIT = 0.8;

function budgetConcern({ id, name, state, current, limitUsd, alertShares }: Budget): Concern[] {
  if (state !== "active" || current === null || current.share < Math.min(1, alertShares[0] ?? NEAR_LIMIT)) return [];
  const whose = current.user === null ? "" : ` by ${current.user}`;
  const text = `${formatPercent(current.share)} of the budget ${name} is spent${whose}: ${formatUsd(current.spentUsd)} of ${formatUsd(limitUsd)}`;
  const tone = current.share >= 1 ? "danger" : "warning";
  return [{ id: `budget-${id}`, tone, text, href: `/costs/budgets?budget=${id}`, action: "See the budget" }];
}

/** More models than this are named in one sentence. */
const NAMED_MODELS = 3;

function unpricedConcerns(byModel: ConcernFacts["byModel"]): Concern[] {
  const unpriced = byModel.filter(({ model, unpricedCount }) => model !== "" && unpricedCount > 0);
  const requests = (count: number) => `${formatCount(count)} ${count === 1 ? "request" : "requests"}`;
  if (unpriced.length <= NAMED_MODELS)
    return unpriced.map(({ model, unpricedCount }) => ({
      id: `price-${model}`,
      tone: "warning",
      text: `What ${requests(unpricedCount)} of ${model} cost is unknown, and missing from the totals`,
      href: `/models?model=${encodeURIComponent(model)}`,
      action: "See its price",
    }));
  const count = unpriced.reduce((sum, { unpricedCount }) => sum + unpricedCount, 0);
  const text = `What ${requests(count)} of ${unpriced.length} models cost is unknown, and missing from the totals`;
  return [{ id: "prices", tone: "warning", text, href: "/models", action: "See their prices" }];
}

/** Tasks whose newest finished training failed. */
function failedTraining(runs: readonly TrainingRun[]): Concern[] {
  const finished = runs.filter(({ status }) => status === "succeeded" || status === "failed");
  const newest = finished.filter((run, index) => finished.findIndex(({ task }) => task === run.task) === index);
  return newest
    .filter(({ status }) => status === "failed")
    .map(({ id, task, error }) => ({
      id: `training-${id}`,
      tone: "warning",
      text: `The last training for ${task} failed${error ? `: ${error.message}` : ""}`,
      href: `/training/${id}`,
      action: "See the run",
    }));
}
