import { requireScope, type Ctx } from "@/lib/platform/ctx";
import { changeRule } from "./change-rule";
import { NEW_STATE } from "./decide-alert";
import { requireLockedRule } from "./require-rule";
import { updateRule } from "./rule-store";
import type { AlertRule } from "./schemas";

/** Ends a rule and its firing alert. Its alerts stay, and `restoreAlertRule` brings it back. Twice changes nothing. */
export async function deleteAlertRule(ctx: Ctx, id: string): Promise<AlertRule> {
  requireScope(ctx, "write");
  return changeRule(ctx, "delete", async (tx) => {
    const before = await requireLockedRule(tx, ctx, id);
    const deletedAt = before.deletedAt ?? ctx.now();
    return {
      before,
      after: await updateRule(tx, ctx, { ...before, state: NEW_STATE, deletedAt }),
      ends: "rule_deleted",
    };
  });
}

/** Undoes a deletion. */
export async function restoreAlertRule(ctx: Ctx, id: string): Promise<AlertRule> {
  requireScope(ctx, "write");
  return changeRule(ctx, "restore", async (tx) => {
    const before = await requireLockedRule(tx, ctx, id);
    return { before, after: await updateRule(tx, ctx, { ...before, deletedAt: null }) };
  });
}
