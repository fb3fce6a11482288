import { requireScope, type Ctx } from "@/lib/platform/ctx";
import { holds, windowAt } from "./budget-window";
import { requireBudget } from "./get-budget";
import { limitAt } from "./policy";
import { sumWindows } from "./window-sums";

const DAY_MS = 24 * 3_600_000;

/** Where a budget stood at the end of a day (UTC): `share` of the limit then in force, 0 and up. */
export type BudgetDay = { at: Date; share: number; calls: number };

/**
 * One entry for each whole day between two moments, oldest first; days outside of a custom period are left out. For a
 * budget for each user it is the one who had spent most.
 */
export async function budgetShareByDay(
  ctx: Ctx,
  id: string,
  { from, to }: { from: Date; to: Date },
): Promise<BudgetDay[]> {
  requireScope(ctx, "read");
  const { content, limitHistory } = await requireBudget(ctx.db, ctx, id);
  const first = Math.ceil(from.getTime() / DAY_MS);
  const last = Math.floor(to.getTime() / DAY_MS);
  const days = Array.from({ length: Math.max(0, last - first) }, (_, index) => (first + index) * DAY_MS)
    .map((startMs) => ({ start: new Date(startMs), end: new Date(startMs + DAY_MS) }))
    .filter(({ start }) => holds(windowAt(content, start), start));
  const sums = await sumWindows(
    ctx,
    days.map(({ start, end }) => ({ content, window: { from: windowAt(content, start).from, to: end } })),
  );
  return days.map(({ end }, position) => {
    const sum = sums[position];
    const limitUsd = limitAt(limitHistory, new Date(end.getTime() - 1), content.limitUsd);
    return { at: end, share: (sum?.spentUsd ?? 0) / limitUsd, calls: sum?.count ?? 0 };
  });
}
