import { getBudget } from "@/lib/budgets";
import type { Ctx } from "@/lib/platform/ctx";
import type { DatabaseTransaction } from "@/lib/platform/db";
import { invalidInput, notFound } from "@/lib/platform/errors";
import { isId } from "@/lib/platform/ids";
import { getModel, getTask } from "@/lib/registry";
import { getDrift } from "@/lib/training";
import { selectWebhooksById } from "./webhook-store";
import { contentFault } from "./rule-content";
import { lockRule, selectRule, type RuleRow } from "./rule-store";
import type { AlertRuleContent } from "./schemas";

/** Throws `not_found` for another organization's too. */
export async function requireRule(db: DatabaseTransaction, ctx: Ctx, id: string): Promise<RuleRow> {
  const row = isId(id) ? await selectRule(db, ctx.organizationId, id) : null;
  if (!row) throw notFound("There is no such alert rule. GET /api/v1/alert-rules lists them");
  return row;
}

/** The rule, which nobody else changes or evaluates before this transaction ends. */
export async function requireLockedRule(tx: DatabaseTransaction, ctx: Ctx, id: string): Promise<RuleRow> {
  await requireRule(tx, ctx, id);
  await lockRule(tx, ctx.organizationId, id);
  return requireRule(tx, ctx, id);
}

/** Throws `invalid_input` when the fields do not fit together. */
export function requireSound(content: AlertRuleContent): void {
  const fault = contentFault(content);
  if (fault) throw invalidInput(fault.message, { field: fault.field });
}

/** Throws `not_found` when the rule tells a webhook that this organization does not have. */
export async function requireKnownWebhooks(ctx: Ctx, ids: readonly string[]): Promise<void> {
  const known = new Set((await selectWebhooksById(ctx.db, ctx.organizationId, ids)).map(({ id }) => id));
  const unknown = ids.find((id) => !known.has(id));
  if (unknown !== undefined)
    throw notFound(`There is no webhook ${unknown}. GET /api/v1/webhooks lists them`, { field: "webhookIds" });
}

/** Throws `not_found` when the rule is about a task, model or budget that this organization does not have, `invalid_input` for the drift of a task that learns nothing. */
export async function requireKnownScope(
  ctx: Ctx,
  { metric, scope, scopeRef }: Pick<AlertRuleContent, "metric" | "scope" | "scopeRef">,
): Promise<void> {
  if (scopeRef === null) return;
  if (metric === "drift") await getDrift(ctx, { task: scopeRef });
  else if (scope === "task") await getTask(ctx, scopeRef);
  if (scope === "model") await getModel(ctx, scopeRef);
  if (scope === "budget") await getBudget(ctx, scopeRef);
}
