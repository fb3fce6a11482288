import { holds, windowAt, type Bounds } from "./budget-window";
import type { BudgetRow, LimitHistory } from "./budget-store";
import type { BudgetContent, BudgetScope, BudgetState } from "./schemas";

export function stateOf({ content, deletedAt }: Pick<BudgetRow, "content" | "deletedAt">, now: Date): BudgetState {
  if (deletedAt) return "deleted";
  if (!content.isEnabled) return "off";
  const window = windowAt(content, now);
  if (holds(window, now)) return "active";
  return now < window.from ? "upcoming" : "ended";
}

const NEEDS_REF = {
  task: "the slug of a task",
  key: "the id of an API key",
  user: "a user as your calls name it in `userRef`",
} as const satisfies Partial<Record<BudgetScope, string>>;

const needsRef = (scope: BudgetScope): scope is keyof typeof NEEDS_REF => scope in NEEDS_REF;

/** What is wrong with the fields taken together; null when they fit. */
export function contentFault(content: BudgetContent): { field: string; message: string } | null {
  const { scope, scopeRef, period, from, to } = content;
  if (needsRef(scope) && scopeRef === null) {
    return {
      field: "scopeRef",
      message: `\`scopeRef\` is missing: for the scope \`${scope}\` it is ${NEEDS_REF[scope]}`,
    };
  }
  if (!needsRef(scope) && scopeRef !== null)
    return { field: "scopeRef", message: `\`scopeRef\` is null for the scope \`${scope}\`` };
  if (period !== "custom") {
    if (from === null && to === null) return null;
    return { field: from === null ? "to" : "from", message: "`from` and `to` are for the period `custom` only" };
  }
  if (from === null) return { field: "from", message: "`from` is missing: the first day of the custom period" };
  if (to === null) return { field: "to", message: "`to` is missing: the day after the last one of the custom period" };
  return from < to ? null : { field: "to", message: "`to` must be after `from`" };
}

/** Shares of the limit that have been reached, ascending: the budget's own and the limit itself. */
export function crossedShares(
  { alertShares, limitUsd }: Pick<BudgetContent, "alertShares" | "limitUsd">,
  spentUsd: number,
): number[] {
  const watched = [...new Set([...alertShares, 1])].sort((a, b) => a - b);
  return watched.filter((share) => spentUsd >= share * limitUsd - TOLERANCE_USD);
}

/** Sums of binary fractions are not exact: a billionth of a dollar decides nothing. */
const TOLERANCE_USD = 1e-9;

/** The limit that was in force at a moment; before the first one, the first one. */
export function limitAt(history: LimitHistory, at: Date, current: number): number {
  const inForce = history.findLast(({ from }) => new Date(from) <= at) ?? history[0];
  return inForce?.limitUsd ?? current;
}

/** Before this share of a window is over, its pace says nothing. */
const MIN_ELAPSED_SHARE = 0.05;

/** What a window comes to when the rest of it goes on as it went so far, US dollars; null when that says nothing. */
export function projectSpend(spentUsd: number, { from, to }: Bounds, now: Date): number | null {
  const elapsedShare = (now.getTime() - from.getTime()) / (to.getTime() - from.getTime());
  if (elapsedShare < MIN_ELAPSED_SHARE || elapsedShare >= 1) return null;
  return spentUsd / elapsedShare;
}
