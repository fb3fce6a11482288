import { recordAudit } from "@/lib/platform/audit";
import type { Ctx } from "@/lib/platform/ctx";
import type { DatabaseTransaction } from "@/lib/platform/db";
import { invalidInput, messageOf } from "@/lib/platform/errors";
import { lockBudget, type BudgetRow } from "./budget-store";
import { asBudget } from "./budget-view";
import { requireBudget } from "./get-budget";
import { contentFault } from "./policy";
import type { Budget, BudgetContent } from "./schemas";

export type BudgetAction = "create" | "update" | "delete" | "restore";

/**
 * Runs a change with its audit row in one transaction, then brings the budgets in memory up to date. When only that
 * fails the change stands: the regular look for changes finds it later.
 */
export async function changeBudget(
  ctx: Ctx,
  action: BudgetAction,
  change: (tx: DatabaseTransaction) => Promise<{ before: BudgetRow | null; after: BudgetRow }>,
): Promise<Budget> {
  const changed = await ctx.db.$transaction(async (tx) => {
    const { before, after } = await change(tx);
    await recordAudit(tx, ctx, {
      action: `budget.${action}`,
      subjectType: "budget",
      subjectId: after.id,
      before: before && audited(before),
      after: after.deletedAt ? null : audited(after),
    });
    return after;
  });
  await ctx.runtime.budgets.refresh(ctx.organizationId).catch((error: unknown) => {
    ctx.runtime.log.warn({ organizationId: ctx.organizationId, reason: messageOf(error) }, "budget refresh failed");
  });
  return asBudget(ctx, changed);
}

const audited = ({ content, deletedAt }: BudgetRow) => (deletedAt ? null : content);

/** The budget, which nobody else changes before this transaction ends. */
export async function requireLockedBudget(tx: DatabaseTransaction, ctx: Ctx, id: string): Promise<BudgetRow> {
  await requireBudget(tx, ctx, id);
  await lockBudget(tx, ctx.organizationId, id);
  return requireBudget(tx, ctx, id);
}

/** Throws `invalid_input` when the fields do not fit together. */
export function requireSound(content: BudgetContent): void {
  const fault = contentFault(content);
  if (fault) throw invalidInput(fault.message, { field: fault.field });
}
