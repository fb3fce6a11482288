import { requireScope, type Ctx } from "@/lib/platform/ctx";
import { conflict } from "@/lib/platform/errors";
import { newId } from "@/lib/platform/ids";
import { changeRule } from "./change-rule";
import { requireKnownScope, requireKnownWebhooks, requireSound } from "./require-rule";
import { completeRule } from "./rule-content";
import { countRules, insertRule } from "./rule-store";
import type { AlertRule, CreateAlertRuleInput } from "./schemas";

/** All rules of an organization are judged in one transaction, which has to stay short. */
const MAX_RULES = 200;

/** Makes a rule; it is judged within 15 seconds. Throws `not_found` for an unknown task, model or budget. */
export async function createAlertRule(ctx: Ctx, input: CreateAlertRuleInput): Promise<AlertRule> {
  requireScope(ctx, "write");
  const content = completeRule(input);
  requireSound(content);
  await requireKnownScope(ctx, content);
  await requireKnownWebhooks(ctx, content.webhookIds);
  return changeRule(ctx, "create", async (tx) => {
    if ((await countRules(tx, ctx.organizationId)) >= MAX_RULES)
      throw conflict(`There are ${MAX_RULES} alert rules already, which is the most. Delete one first`);
    return { before: null, after: await insertRule(tx, ctx, { id: newId(ctx.now().getTime()), content }) };
  });
}
