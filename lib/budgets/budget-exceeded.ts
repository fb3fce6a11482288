import { AppError } from "@/lib/platform/errors";
import type { EnforcedBudget } from "./enforced-budgets";

const dollars = new Intl.NumberFormat("en-US", {
  style: "currency",
  currency: "USD",
  minimumFractionDigits: 2,
  maximumSignificantDigits: 6,
  roundingPriority: "morePrecision",
});

/** What the caller of a refused call is told, with the time from which on calls are served again. */
export function budgetExceeded({ budget, window, subject }: EnforcedBudget, spentUsd: number, now: Date): AppError {
  const resetsAt = window.to.toISOString();
  const whose = subject === "" ? "" : ` for ${subject}`;
  const spent = `${dollars.format(spentUsd)} of ${dollars.format(budget.limitUsd)}`;
  return new AppError(
    "budget_exceeded",
    `The budget “${budget.name}”${whose} is used up: ${spent} are spent. Calls are served again from ${resetsAt}, or as soon as its limit is raised (Costs, Budgets)`,
    {
      retryAfterMs: window.to.getTime() - now.getTime(),
      details: {
        budgetId: budget.id,
        budget: budget.name,
        scope: budget.scope,
        user: subject || null,
        limitUsd: budget.limitUsd,
        spentUsd,
        resetsAt,
      },
    },
  );
}
