import { spendPerUser, sumSpend } from "@/lib/executions";
import { requireScope, type Ctx } from "@/lib/platform/ctx";
import type { DatabaseTransaction } from "@/lib/platform/db";
import { notFound } from "@/lib/platform/errors";
import { isId } from "@/lib/platform/ids";
import { selectBudget, type BudgetRow } from "./budget-store";
import { asBudget } from "./budget-view";
import { windowAt, windowsBefore } from "./budget-window";
import { limitAt } from "./policy";
import type { BudgetDetail, BudgetWindow, PastBudgetWindow } from "./schemas";
import { asWindow, spendScope, sumWindows } from "./window-sums";

const MAX_PAST_WINDOWS = 30;
const MAX_USERS = 20;

/** One budget with its earlier windows, also a deleted one. */
export async function getBudget(ctx: Ctx, id: string): Promise<BudgetDetail> {
  requireScope(ctx, "read");
  const row = await requireBudget(ctx.db, ctx, id);
  const [budget, history, users] = await Promise.all([
    asBudget(ctx, row),
    pastWindows(ctx, row),
    dearestUsers(ctx, row),
  ]);
  return { ...budget, history, users };
}

/** Throws `not_found` for another organization's too. */
export async function requireBudget(db: DatabaseTransaction, ctx: Ctx, id: string): Promise<BudgetRow> {
  const row = isId(id) ? await selectBudget(db, ctx.organizationId, id) : null;
  if (!row) throw notFound("There is no such budget. GET /api/v1/budgets lists them");
  return row;
}

/** Back to the window before the one in which the budget was made, so that there is something to compare with. */
async function pastWindows(ctx: Ctx, { content, createdAt, limitHistory }: BudgetRow): Promise<PastBudgetWindow[]> {
  const now = ctx.now();
  const oldest = windowsBefore(content, createdAt, new Date(0), 1)[0]?.from ?? createdAt;
  const windows = windowsBefore(content, now, oldest, MAX_PAST_WINDOWS);
  const sums = await sumWindows(
    ctx,
    windows.map((window) => ({ content, window })),
  );
  return windows.flatMap((window, position) => {
    const sum = sums[position];
    if (!sum) return [];
    const limitUsd = limitAt(limitHistory, new Date(window.to.getTime() - 1), content.limitUsd);
    const { from, to, spentUsd, remainingUsd, share, calls, unpricedCount, user } = asWindow(
      limitUsd,
      window,
      sum,
      now,
    );
    return [{ from, to, spentUsd, remainingUsd, share, calls, unpricedCount, user, limitUsd }];
  });
}

async function dearestUsers(ctx: Ctx, { content }: BudgetRow): Promise<BudgetWindow[]> {
  if (content.scope !== "each_user") return [];
  const now = ctx.now();
  const window = windowAt(content, now);
  const spenders = await spendPerUser(ctx.db, ctx.organizationId, { ...window, limit: MAX_USERS });
  const sums = await sumSpend(
    ctx.db,
    ctx.organizationId,
    spenders.map(({ user }) => spendScope(content, window, user)),
  );
  return spenders.map(({ user }, position) => asWindow(content.limitUsd, window, { ...sums[position]!, user }, now));
}
