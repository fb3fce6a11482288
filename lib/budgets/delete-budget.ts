import { requireScope, type Ctx } from "@/lib/platform/ctx";
import { updateBudgetRow } from "./budget-store";
import { changeBudget, requireLockedBudget } from "./change-budget";
import type { Budget } from "./schemas";

/** Ends a budget. Its history and events stay, and `restoreBudget` brings it back. Deleting twice changes nothing. */
export async function deleteBudget(ctx: Ctx, id: string): Promise<Budget> {
  requireScope(ctx, "write");
  return changeBudget(ctx, "delete", async (tx) => {
    const before = await requireLockedBudget(tx, ctx, id);
    return { before, after: await updateBudgetRow(tx, ctx, { ...before, deletedAt: before.deletedAt ?? ctx.now() }) };
  });
}

/** Undoes a deletion. */
export async function restoreBudget(ctx: Ctx, id: string): Promise<Budget> {
  requireScope(ctx, "write");
  return changeBudget(ctx, "restore", async (tx) => {
    const before = await requireLockedBudget(tx, ctx, id);
    return { before, after: await updateBudgetRow(tx, ctx, { ...before, deletedAt: null }) };
  });
}
