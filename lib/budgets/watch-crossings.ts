import { spendPerUser, sumSpend } from "@/lib/executions";
import type { Database } from "@/lib/platform/db";
import type { LiveBudget } from "./budget-book";
import { holds, windowAt, type Bounds } from "./budget-window";
import { writeBudgetEvents, type NewBudgetEvent } from "./event-store";
import { crossedShares } from "./policy";
import { spendScope } from "./window-sums";

export type CrossingWatch = {
  /**
   * Writes an event for every share of a limit that was reached and that this process has not told yet. The database
   * keeps the first of several, so that it is told once over all processes.
   */
  look(organizationId: string, budgets: readonly LiveBudget[]): Promise<void>;
};

/** Calls of a window's last moments are stored shortly after its end: it is watched that much longer. */
const AFTERMATH_MS = 10 * 60_000;
/** A transaction may commit this long after the time it wrote. */
const COMMIT_MS = 60_000;
const MAX_USERS = 10_000;
const MAX_REMEMBERED = 50_000;

type Spent = { subject: string; spentUsd: number };

export function createCrossingWatch(db: Database, now: () => Date): CrossingWatch {
  const told = new Set<string>();
  /** When the users of a budget were looked at last, by `performance.now()`: the database's clock may differ. */
  const lookedAt = new Map<string, number>();

  function freshEvents(budget: LiveBudget, window: Bounds, { subject, spentUsd }: Spent): NewBudgetEvent[] {
    return crossedShares(budget, spentUsd)
      .map((share) => ({ share, key: keyOf(budget, window, subject, share) }))
      .filter(({ key }) => !told.has(key))
      .map(({ share }) => ({
        budgetId: budget.id,
        subject,
        window,
        kind: "threshold" as const,
        share,
        spentUsd,
        limitUsd: budget.limitUsd,
        calls: 0,
      }));
  }

  async function usersSpent(organizationId: string, budget: LiveBudget, window: Bounds): Promise<Spent[]> {
    const users = await spendPerUser(db, organizationId, {
      ...window,
      minSpentUsd: Math.min(1, ...budget.alertShares) * budget.limitUsd,
      changedWithinMs: sinceMs(lookedAt.get(markOf(budget, window))),
      limit: MAX_USERS,
    });
    return users.map(({ user, spentUsd }) => ({ subject: user, spentUsd }));
  }

  async function look(organizationId: string, budgets: readonly LiveBudget[]): Promise<void> {
    const startedMs = performance.now();
    const watched = budgets.flatMap((budget) => windowsToWatch(budget, now()).map((window) => ({ budget, window })));
    const plain = watched.filter(({ budget }) => budget.scope !== "each_user");
    const scopes = plain.map(({ budget, window }) => spendScope(budget, window, null));
    const sums = await sumSpend(db, organizationId, scopes);
    const forEachUser = watched.filter(({ budget }) => budget.scope === "each_user");
    const events = plain.flatMap(({ budget, window }, position) =>
      freshEvents(budget, window, { subject: "", spentUsd: sums[position]!.spentUsd }),
    );
    for (const { budget, window } of forEachUser) {
      const spent = await usersSpent(organizationId, budget, window);
      events.push(...spent.flatMap((one) => freshEvents(budget, window, one)));
    }
    await writeBudgetEvents(db, organizationId, events, now());
    if (told.size > MAX_REMEMBERED) told.clear();
    for (const { budgetId: id, window, subject, share, limitUsd } of events)
      told.add(keyOf({ id, limitUsd }, window, subject, share));
    if (lookedAt.size > MAX_REMEMBERED) lookedAt.clear();
    for (const { budget, window } of forEachUser) lookedAt.set(markOf(budget, window), startedMs);
  }

  return { look };
}

const keyOf = (
  { id, limitUsd }: Pick<LiveBudget, "id" | "limitUsd">,
  { from }: Bounds,
  subject: string,
  share: number,
) => `${id}|${limitUsd}|${from.getTime()}|${subject}|${share}`;

/** null = all of them. */
const sinceMs = (lookedAtMs: number | undefined): number | null =>
  lookedAtMs === undefined ? null : performance.now() - lookedAtMs + COMMIT_MS;

/** A changed limit or share makes all users worth a look again. */
const markOf = ({ id, limitUsd, alertShares }: LiveBudget, { from }: Bounds) =>
  `${id}|${limitUsd}|${alertShares.join()}|${from.getTime()}`;

/** The window of now, and just after its beginning also the one before. */
function windowsToWatch(budget: LiveBudget, now: Date): Bounds[] {
  const moments = [now, new Date(now.getTime() - AFTERMATH_MS)];
  const windows = moments
    .map((at) => ({ at, window: windowAt(budget, at) }))
    .filter(({ at, window }) => holds(window, at));
  const [current, earlier] = windows.map(({ window }) => window);
  if (!current || !earlier || current.from.getTime() === earlier.from.getTime()) return current ? [current] : [];
  return [current, earlier];
}
