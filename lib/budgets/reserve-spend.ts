import { setTimeout as sleep } from "node:timers/promises";
import { AppError, unavailable } from "@/lib/platform/errors";
import { budgetExceeded } from "./budget-exceeded";
import type { Budgets } from "./create-budgets";
import { asksForCheaper, type EnforcedBudget, type Spender } from "./enforced-budgets";
import type { HoldQueue } from "./hold-queue";

/** A call that wants money set aside, as dear as it may get. */
export type SpendRequest<Plan> = {
  organizationId: string;
  /** The execution's. */
  id: string;
  at: Date;
  spender: Spender;
  enforced: readonly EnforcedBudget[];
  plan: Plan;
  /** The most that a plan may cost, US dollars. */
  amountOf: (plan: Plan) => number;
  /** The plan under a `downgrade` budget; null when nothing cheaper can serve the call. */
  cheaper: (enforced: EnforcedBudget, spending: { spentUsd: number; isUsedUp: boolean }) => Plan | null;
  signal: AbortSignal;
};

/** A plan, and the budget for whose sake it is not the usual one. */
type Decided<Plan> = { plan: Plan; cause: { enforced: EnforcedBudget; spentUsd: number } | null };

/** Longest wait for calls under way that hold the rest of a budget, milliseconds. */
const CROWD_PATIENCE_MS = 30_000;
/** The same for a database that is slow or restarts. */
const DATABASE_PATIENCE_MS = 10_000;
const FIRST_PAUSE_MS = 20;
const LONGEST_PAUSE_MS = 250;

/**
 * Sets aside the most that a call may cost, against all its budgets in one step, and gives the plan to serve it by.
 * While other calls hold the rest of a limit it waits for them: a call is refused for money that is spent, never for
 * money that may come back. Throws `budget_exceeded` when a limit is used up, `rate_limited` when the rest stays held,
 * and `unavailable` when the database that knows it is away and what was last known leaves no room.
 */
export async function reserveSpend<Plan>(
  budgets: Budgets,
  now: () => Date,
  request: SpendRequest<Plan>,
): Promise<Plan> {
  const queue = budgets.holdsOf(request.organizationId);
  const waitForMoney = patience(CROWD_PATIENCE_MS, request.signal);
  let waitForDatabase = patience(DATABASE_PATIENCE_MS, request.signal);
  let { enforced } = request;
  let decided: Decided<Plan> = cheaperIfCrossed(queue, request) ?? { plan: request.plan, cause: null };
  while (enforced.length > 0) {
    const answer = await queue.hold(holdOf(request, enforced, decided.plan));
    if (answer.kind === "unknown") {
      if (!(await waitForDatabase())) throw unknownSpending();
      continue;
    }
    waitForDatabase = patience(DATABASE_PATIENCE_MS, request.signal);
    if (answer.kind === "granted") {
      // The answer told what is spent now: that a budget asks for cheaper models may be news.
      if (!decided.cause) decided = cheaperIfCrossed(queue, request) ?? decided;
      break;
    }
    const full = enforced[answer.check]!;
    const isUsedUp = answer.kind === "exhausted";
    if (full.budget.enforcement === "downgrade" && !decided.cause)
      decided = cheaperBy(request, full, { spentUsd: answer.spentUsd, isUsedUp }) ?? decided;
    if (full.budget.enforcement === "downgrade" && decided.cause) {
      // What is cheaper is served beyond the limit: the budget binds this call no more.
      enforced = enforced.filter((one) => one !== full);
    } else if (isUsedUp) {
      note(budgets, request, "blocked", { enforced: full, spentUsd: answer.spentUsd });
      throw budgetExceeded(full, answer.spentUsd, now());
    } else if (!(await waitForMoney())) throw crowded(full);
  }
  if (decided.cause) note(budgets, request, "downgraded", decided.cause);
  return decided.plan;
}

/** Pauses, each time longer; false when it was first asked to more than so many milliseconds ago. */
function patience(longestMs: number, signal: AbortSignal): () => Promise<boolean> {
  let startedMs: number | null = null;
  let pauseMs = FIRST_PAUSE_MS;
  return async () => {
    startedMs ??= performance.now();
    if (performance.now() - startedMs > longestMs) return false;
    await sleep(pauseMs, undefined, { signal });
    pauseMs = Math.min(LONGEST_PAUSE_MS, pauseMs * 2);
    return true;
  };
}

function cheaperIfCrossed<Plan>(queue: HoldQueue, request: SpendRequest<Plan>): Decided<Plan> | null {
  for (const enforced of request.enforced) {
    const spentUsd = queue.knownSpentUsd(enforced.check);
    if (spentUsd === null || !asksForCheaper(enforced, spentUsd)) continue;
    const decided = cheaperBy(request, enforced, { spentUsd, isUsedUp: false });
    if (decided) return decided;
  }
  return null;
}

function cheaperBy<Plan>(
  { cheaper }: SpendRequest<Plan>,
  enforced: EnforcedBudget,
  spending: { spentUsd: number; isUsedUp: boolean },
): Decided<Plan> | null {
  const plan = cheaper(enforced, spending);
  return plan && { plan, cause: { enforced, spentUsd: spending.spentUsd } };
}

const holdOf = <Plan>(
  { id, at, spender, amountOf }: SpendRequest<Plan>,
  enforced: readonly EnforcedBudget[],
  plan: Plan,
): Parameters<HoldQueue["hold"]>[0] => ({
  id,
  at: at.toISOString(),
  amount: amountOf(plan),
  task: spender.task,
  key: spender.keyId,
  user: spender.user,
  checks: enforced.map(({ check }) => check),
});

function note<Plan>(
  budgets: Budgets,
  { organizationId }: SpendRequest<Plan>,
  kind: "blocked" | "downgraded",
  { enforced: { budget, window, subject }, spentUsd }: { enforced: EnforcedBudget; spentUsd: number },
): void {
  budgets.note(organizationId, { budgetId: budget.id, subject, window, kind, spentUsd, limitUsd: budget.limitUsd });
}

const unknownSpending = () =>
  unavailable("A budget limits this call, and the database that knows what is spent does not answer. Try again soon", {
    retryAfterMs: 2_000,
  });

const crowded = ({ budget }: EnforcedBudget) =>
  new AppError(
    "rate_limited",
    `Calls under way hold what is left of the budget “${budget.name}”. Try again when they have ended, ask for shorter answers (max_tokens), or raise its limit (Costs, Budgets)`,
    { retryAfterMs: 1_000, details: { budgetId: budget.id, budget: budget.name } },
  );
