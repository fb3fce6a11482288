import { enforcedBudgets, reserveSpend, type EnforcedBudget } from "@/lib/budgets";
import { ProviderError } from "@/lib/providers";
import { decideCheaperRoute, isCheaperThanOthers } from "@/lib/routing";
import type { Caller } from "./caller";
import { mostItMayCost, type CallSize } from "./most-it-may-cost";
import type { CallPlan } from "./plan-call";
import type { CallIdentity } from "./recording";

export type BudgetedCall = {
  identity: CallIdentity;
  /** Asked only when a budget has to be kept. */
  size: () => CallSize;
  /** False where another model's answer would be of no use. */
  isModelReplaceable: boolean;
};

/**
 * Sets aside what the call may cost when a budget limits it, and gives the plan to serve it by: the usual one, or a
 * cheaper one for a `downgrade` budget. Throws `budget_exceeded` when a limit is used up. A call without such a budget
 * passes at once.
 */
export function keepBudgets(caller: Caller, call: BudgetedCall, usual: CallPlan): CallPlan | Promise<CallPlan> {
  const { runtime, organizationId, keyId } = caller;
  const { userRef, createdAt } = call.identity;
  const spender = { task: usual.state.task.slug, keyId, user: userRef };
  const enforced = enforcedBudgets(runtime.budgets.of(organizationId), spender, createdAt);
  if (enforced.length === 0) return usual;
  const size = call.size();
  return reserveSpend(runtime.budgets, runtime.now, {
    organizationId,
    id: call.identity.id,
    at: createdAt,
    spender,
    enforced,
    plan: usual,
    amountOf: (plan) => mostItMayCost(plan, size),
    cheaper: (budget, { spentUsd, isUsedUp }) =>
      call.isModelReplaceable ? cheaperPlan(caller, usual, budget, spentUsd, isUsedUp) : null,
    signal: caller.signal,
  }).catch((error: unknown) => {
    if (caller.signal.aborted) throw new ProviderError("cancelled", "The caller went away");
    throw error;
  });
}

/** null when no cheaper model can serve the call. When the limit is used up, the cheapest one serves itself. */
function cheaperPlan(
  { runtime, organizationId }: Caller,
  usual: CallPlan,
  { budget }: EnforcedBudget,
  spentUsd: number,
  isUsedUp: boolean,
): CallPlan | null {
  const { snapshot, question } = usual;
  // A learned policy may have chosen another model than the router.
  const answer = { ...usual.answer, choice: usual.choice };
  const history = runtime.routeHistory.get(organizationId);
  const cheaper = decideCheaperRoute(snapshot, history, question, answer);
  const taken = cheaper ?? (isUsedUp && isCheaperThanOthers(snapshot, history, question, answer) ? answer : null);
  if (!taken) return null;
  const used = `${Math.round((100 * spentUsd) / budget.limitUsd)} % of the budget “${budget.name}” are spent`;
  const { choice, ranking } = taken;
  return {
    ...usual,
    answer: taken,
    ranking,
    // The cheaper model is the whole plan: a policy or a council could ask dearer ones as well.
    cascade: null,
    council: null,
    choice: {
      ...choice,
      reason: `${used}, so only models cheaper than ${answer.choice.model} may serve. ${choice.reason}`,
      downgrade: { budgetId: budget.id, budget: budget.name, usualModel: answer.choice.model },
    },
  };
}
