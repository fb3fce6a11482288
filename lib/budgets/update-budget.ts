import { requireScope, type Ctx } from "@/lib/platform/ctx";
import { conflict } from "@/lib/platform/errors";
import { updateBudgetRow, type BudgetRow } from "./budget-store";
import { changeBudget, requireLockedBudget, requireSound } from "./change-budget";
import { requireBudget } from "./get-budget";
import type { Budget, BudgetContent, UpdateBudgetInput } from "./schemas";
import { requireKnownScope } from "./scope-names";

/** Changes what is given and leaves the rest. Throws `conflict` for a deleted budget. */
export async function updateBudget(ctx: Ctx, id: string, input: UpdateBudgetInput): Promise<Budget> {
  requireScope(ctx, "write");
  const { content } = await requireBudget(ctx.db, ctx, id);
  const wanted = { ...content, ...input };
  requireSound(wanted);
  // A budget of a task or key that is gone can still be changed otherwise.
  if (wanted.scope !== content.scope || wanted.scopeRef !== content.scopeRef) await requireKnownScope(ctx, wanted);
  return changeBudget(ctx, "update", async (tx) => {
    const before = await requireLockedBudget(tx, ctx, id);
    if (before.deletedAt) throw conflict("This budget was deleted. Restore it first");
    const changed = { ...before.content, ...input };
    requireSound(changed);
    const limitHistory = limitHistoryWith(before, changed, ctx.now());
    return { before, after: await updateBudgetRow(tx, ctx, { ...before, content: changed, limitHistory }) };
  });
}

function limitHistoryWith(before: BudgetRow, { limitUsd }: BudgetContent, now: Date) {
  if (limitUsd === before.content.limitUsd) return before.limitHistory;
  return [...before.limitHistory, { from: now.toISOString(), limitUsd }];
}
