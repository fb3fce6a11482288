import { requireScope, type Ctx } from "@/lib/platform/ctx";
import { conflict } from "@/lib/platform/errors";
import { changeRule } from "./change-rule";
import { NEW_STATE } from "./decide-alert";
import { requireKnownScope, requireKnownWebhooks, requireLockedRule, requireRule, requireSound } from "./require-rule";
import { updateRule } from "./rule-store";
import type { AlertRule, AlertRuleContent, UpdateAlertRuleInput } from "./schemas";
import type { AlertResolution } from "./words";

/**
 * Changes what is given and leaves the rest. A rule that now asks something else, or is switched off, ends its firing
 * alert and begins anew. Throws `conflict` for a deleted rule.
 */
export async function updateAlertRule(ctx: Ctx, id: string, input: UpdateAlertRuleInput): Promise<AlertRule> {
  requireScope(ctx, "write");
  const { content } = await requireRule(ctx.db, ctx, id);
  const wanted = { ...content, ...input };
  requireSound(wanted);
  // A rule about a task, model or budget that is gone can still be changed otherwise.
  if (wanted.scope !== content.scope || wanted.scopeRef !== content.scopeRef) await requireKnownScope(ctx, wanted);
  const added = wanted.webhookIds.filter((webhookId) => !content.webhookIds.includes(webhookId));
  await requireKnownWebhooks(ctx, added);
  return changeRule(ctx, "update", async (tx) => {
    const before = await requireLockedRule(tx, ctx, id);
    if (before.deletedAt) throw conflict("This alert rule was deleted. Restore it first");
    const changed = { ...before.content, ...input };
    requireSound(changed);
    const ends = endOf(before.content, changed);
    const state = ends ? NEW_STATE : before.state;
    return { before, after: await updateRule(tx, ctx, { ...before, content: changed, state }), ends };
  });
}

/** What a firing alert is about: with another of these it says nothing any more. */
const QUESTION = [
  "metric",
  "scope",
  "scopeRef",
  "windowMinutes",
  "comparison",
  "threshold",
] as const satisfies readonly (keyof AlertRuleContent)[];

function endOf(before: AlertRuleContent, after: AlertRuleContent): AlertResolution | null {
  if (before.isEnabled && !after.isEnabled) return "rule_disabled";
  return QUESTION.some((field) => before[field] !== after[field]) ? "rule_changed" : null;
}
