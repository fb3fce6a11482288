import type { BadgeTone } from "@/components/ui/badge";
import type { Budget, BudgetEvent } from "@/lib/budgets/schemas";
import type { BudgetEnforcement, BudgetPeriod, BudgetScope } from "@/lib/budgets/words";
import { formatCount, formatPercent } from "@/lib/client/format";

export const SCOPE_LABELS = {
  organization: "All calls",
  task: "One task",
  key: "One API key",
  user: "One user",
  each_user: "Each user",
} as const satisfies Record<BudgetScope, string>;

export const PERIOD_LABELS = {
  daily: "Every day",
  weekly: "Every week",
  monthly: "Every month",
  custom: "Once, between two days",
} as const satisfies Record<BudgetPeriod, string>;

export const ENFORCEMENT_LABELS = {
  notify: "Only tell",
  block: "Refuse calls",
  downgrade: "Use cheaper models",
} as const satisfies Record<BudgetEnforcement, string>;

export const ENFORCEMENT_HINTS = {
  notify: "Crossed thresholds are listed with the budget. No call is touched.",
  block: "Once the limit is used up, calls are answered with 402 and the time from which on they are served again.",
  downgrade: "From a share of the limit on, only cheaper models serve. Beyond the limit, what has none is refused.",
} as const satisfies Record<BudgetEnforcement, string>;

/** What a budget is about, such as “Task Support chat”. */
export function scopeText({ scope, scopeRef, scopeName }: Pick<Budget, "scope" | "scopeRef" | "scopeName">): string {
  if (scope === "task") return `Task ${scopeName ?? scopeRef}`;
  if (scope === "key") return scopeName ? `Key ${scopeName}` : "A key that is gone";
  return scope === "user" ? `User ${scopeRef}` : SCOPE_LABELS[scope];
}

/** Where the budget stands, in a word or two; a limit that is used up comes before everything else. */
export function stateText({ state, current, enforcement, downgradeShare }: Budget): { text: string; tone: BadgeTone } {
  switch (state) {
    case "deleted":
      return { text: "deleted", tone: "neutral" };
    case "off":
      return { text: "switched off", tone: "neutral" };
    case "upcoming":
      return { text: "not begun", tone: "neutral" };
    case "ended":
      return { text: "ended", tone: "neutral" };
    case "active": {
      const share = current?.share ?? 0;
      if (share >= 1 && enforcement === "block") return { text: "refusing calls", tone: "danger" };
      if (share >= 1) return { text: "used up", tone: "danger" };
      if (enforcement === "downgrade" && share >= downgradeShare) return { text: "cheaper models", tone: "warning" };
      return share >= 0.8 ? { text: "nearly used up", tone: "warning" } : { text: "in limits", tone: "success" };
    }
    default:
      return state satisfies never;
  }
}

/** What happened, as a sentence. */
export function eventText({ kind, share, calls, user }: BudgetEvent): string {
  const whose = user === null ? "" : ` of ${user}`;
  if (kind === "threshold") return `${formatPercent(share)} of the limit${whose} were reached`;
  const what = kind === "blocked" ? "refused" : "served by a cheaper model";
  return `${formatCount(calls)} ${calls === 1 ? "call" : "calls"}${whose} ${calls === 1 ? "was" : "were"} ${what}`;
}
