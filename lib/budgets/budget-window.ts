import type { BudgetContent, BudgetPeriod } from "./schemas";

/** Bounds of a budget's window, `to` excluded. Both are first moments of a day in UTC. */
export type Bounds = { from: Date; to: Date };

type Timed = Pick<BudgetContent, "period" | "from" | "to">;

const DAY_MS = 24 * 3_600_000;

/** The window that holds `at`. A custom period has only one, which holds every time. */
export function windowAt(budget: Timed, at: Date): Bounds {
  if (budget.period === "custom") return { from: new Date(budget.from ?? 0), to: new Date(budget.to ?? 0) };
  const from = startOf(budget.period, at);
  return { from, to: startOf(budget.period, new Date(from.getTime() + LONGEST_MS[budget.period])) };
}

/** Longer than the period and shorter than two of it, so that the start of what it leads into is the next start. */
const LONGEST_MS = { daily: DAY_MS, weekly: 7 * DAY_MS, monthly: 32 * DAY_MS } as const;

function startOf(period: Exclude<BudgetPeriod, "custom">, at: Date): Date {
  const [year, month, date] = [at.getUTCFullYear(), at.getUTCMonth(), at.getUTCDate()];
  if (period === "monthly") return new Date(Date.UTC(year, month, 1));
  const daysSinceMonday = period === "weekly" ? (at.getUTCDay() + 6) % 7 : 0;
  return new Date(Date.UTC(year, month, date - daysSinceMonday));
}

/** The windows before the one of `at`, newest first, back to the one that holds `oldest`, at most `count`. */
export function windowsBefore(budget: Timed, at: Date, oldest: Date, count: number): Bounds[] {
  if (budget.period === "custom") return [];
  const windows: Bounds[] = [];
  let next = windowAt(budget, at);
  while (windows.length < count && next.from > oldest) {
    next = windowAt(budget, new Date(next.from.getTime() - 1));
    windows.push(next);
  }
  return windows;
}

export const holds = ({ from, to }: Bounds, at: Date): boolean => from <= at && at < to;
