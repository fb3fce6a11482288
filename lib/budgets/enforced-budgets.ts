import type { SpendCheck } from "@/lib/executions";
import type { LiveBudget } from "./budget-book";
import { holds, windowAt, type Bounds } from "./budget-window";
import { spendScope } from "./window-sums";

/** Whose spending a call is; null where nobody is named. */
export type Spender = { task: string; keyId: string | null; user: string | null };

/** A budget that may refuse a call or ask for a cheaper model, with the window that the call falls into. */
export type EnforcedBudget = {
  budget: LiveBudget;
  window: Bounds;
  /** The user of an `each_user` budget, else ''. */
  subject: string;
  /** Of the whole limit. */
  check: SpendCheck;
};

const NONE: readonly EnforcedBudget[] = [];

/** The budgets that a call has to keep; those that only notify ask nothing of it. */
export function enforcedBudgets(budgets: readonly LiveBudget[], spender: Spender, at: Date): readonly EnforcedBudget[] {
  let enforced: EnforcedBudget[] | null = null;
  for (const budget of budgets) {
    if (budget.enforcement === "notify" || !isAbout(budget, spender)) continue;
    const window = windowAt(budget, at);
    if (!holds(window, at)) continue;
    const user = budget.scope === "each_user" ? spender.user : null;
    const check = { ...spendScope(budget, window, user), limit: budget.limitUsd };
    enforced ??= [];
    enforced.push({ budget, window, subject: user ?? "", check });
  }
  return enforced ?? NONE;
}

function isAbout({ scope, scopeRef }: LiveBudget, { task, keyId, user }: Spender): boolean {
  switch (scope) {
    case "organization":
      return true;
    case "task":
      return scopeRef === task;
    case "key":
      return keyId !== null && scopeRef === keyId;
    case "user":
      return user !== null && scopeRef === user;
    case "each_user":
      return user !== null;
    default:
      return scope satisfies never;
  }
}

/** Whether a budget asks for cheaper models when so much is spent, US dollars. */
export const asksForCheaper = ({ budget }: EnforcedBudget, spentUsd: number): boolean =>
  budget.enforcement === "downgrade" && spentUsd >= budget.downgradeShare * budget.limitUsd;
