import { describe, expect, it } from "vitest";
import type { Budget } from "@/lib/budgets/schemas";
import type { ProviderHealth } from "@/lib/providers/schemas";
import type { TrainingRun } from "@/lib/training/schemas";
import { listConcerns, type ConcernFacts } from "./list-concerns";

const HEALTHY = { status: "healthy" as const, reasons: [{ code: "idle", message: "No request" }], from: "", to: "" };
const FINE: ConcernFacts = { health: HEALTHY, byModel: [], circuits: [], budgets: [], trainingRuns: [] };

const circuit = (model: string, state: ProviderHealth["state"]): ProviderHealth => ({
  model,
  provider: "openai",
  state,
  since: null,
  nextTrialAt: null,
  cause: state === "closed" ? null : "timed out",
  heldBy: state === "held_open" ? "Olga" : null,
  consecutiveFailures: 0,
  trips: 0,
});
const row = (model: string, unpricedCount: number) => ({ model, unpricedCount }) as ConcernFacts["byModel"][number];
const budget = (name: string, share: number, changes: Partial<Budget> = {}) =>
  ({
    id: name,
    name,
    state: "active",
    limitUsd: 10,
    alertShares: [0.5, 0.9],
    current: { share, spentUsd: share * 10, user: null },
    ...changes,
  }) as Budget;
const run = (id: string, task: string, status: TrainingRun["status"]) =>
  ({ id, task, status, error: { code: "internal", message: "too few examples" } }) as TrainingRun;

describe("what needs attention", () => {
  it("is nothing when everything is fine, idle or not", () => {
    expect(listConcerns(FINE)).toEqual([]);
    expect(listConcerns({ ...FINE, circuits: [circuit("a", "closed")], byModel: [row("a", 0)] })).toEqual([]);
  });

  it("puts what stops traffic before what can wait, each with the page that solves it", () => {
    const concerns = listConcerns({
      health: { ...HEALTHY, status: "degraded", reasons: [{ code: "slow", message: "Twice as slow" }] },
      byModel: [row("a/b", 1)],
      budgets: [],
      circuits: [circuit("down", "open"), circuit("stopped", "held_open"), circuit("trying", "half_open")],
      trainingRuns: [],
    });
    expect(concerns[0]).toMatchObject({ tone: "danger", text: "down gets no traffic: timed out" });
    expect(concerns.map(({ href }) => href)).toEqual([
      "/provider-health",
      "/executions?range=1h",
      "/provider-health",
      "/provider-health",
      "/models?model=a%2Fb",
    ]);
    expect(concerns.some(({ text }) => text.includes("because Olga stopped it"))).toBe(true);
  });

  it("names a few models of unknown price, and counts many", () => {
    const some = listConcerns({ ...FINE, byModel: [row("a", 1), row("b", 2), row("", 7)] });
    expect(some.map(({ text }) => text)).toEqual([
      "What 1 request of a cost is unknown, and missing from the totals",
      "What 2 requests of b cost is unknown, and missing from the totals",
    ]);
    const many = listConcerns({ ...FINE, byModel: ["a", "b", "c", "d"].map((model) => row(model, 2)) });
    expect(many.map(({ text }) => text)).toEqual([
      "What 8 requests of 4 models cost is unknown, and missing from the totals",
    ]);
  });

  it("tells of a budget from its first share on, worse once it is used up, and of none that is off", () => {
    const budgets = [
      budget("calm", 0.4),
      budget("near", 0.6),
      budget("over", 1.2),
      budget("off", 2, { state: "off" }),
      budget("unused", 0, { current: null }),
    ];
    expect(listConcerns({ ...FINE, budgets }).map(({ tone, text }) => [tone, text])).toEqual([
      ["danger", "120% of the budget over is spent: $12.00 of $10.00"],
      ["warning", "60% of the budget near is spent: $6.00 of $10.00"],
    ]);
  });

  it("forgets a failed training once a later one of the task succeeded", () => {
    const runs = [
      run("4", "tickets", "running"),
      run("3", "tickets", "succeeded"),
      run("2", "tickets", "failed"),
      run("1", "orders", "failed"),
    ];
    expect(listConcerns({ ...FINE, trainingRuns: runs }).map(({ href }) => href)).toEqual(["/training/1"]);
  });
});
