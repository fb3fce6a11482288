import { requireScope, type Ctx } from "@/lib/platform/ctx";
import { announceTest } from "./announce-alerts";
import { readingOf } from "./decide-alert";
import { measureRules } from "./measure-rules";
import { requireRule } from "./require-rule";
import type { AlertRuleTest } from "./schemas";

/** Measures a rule now, says what it reads, and sends a test to its webhooks. The rule and its alerts stay as they are. */
export async function tryAlertRule(ctx: Ctx, id: string): Promise<AlertRuleTest> {
  requireScope(ctx, "write");
  const { content } = await requireRule(ctx.db, ctx, id);
  const [measurement] = await measureRules(ctx, [content]);
  return {
    ...measurement!,
    reading: readingOf(content, measurement!),
    measuredAt: ctx.now().toISOString(),
    webhooksTold: await announceTest(ctx, content.webhookIds),
  };
}
