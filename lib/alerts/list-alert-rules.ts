import { z } from "zod";
import { requireScope, type Ctx } from "@/lib/platform/ctx";
import { decodeCursor, page, type Page } from "@/lib/platform/pagination";
import { requireRule } from "./require-rule";
import { selectRules } from "./rule-store";
import { asRule, asRules } from "./rule-view";
import type { AlertRule, ListAlertRulesQuery } from "./schemas";

/** The organization's rules, newest first, with where they stand. */
export async function listAlertRules(ctx: Ctx, query: ListAlertRulesQuery): Promise<Page<AlertRule>> {
  requireScope(ctx, "read");
  const afterId = decodeCursor(query.cursor, z.uuid());
  const { status, limit } = query;
  const rows = await selectRules(ctx.db, ctx.organizationId, { status, afterId, take: limit + 1 });
  return page({ rows: await asRules(ctx, rows), limit, cursorOf: (rule) => rule.id });
}

/** One rule, also a deleted one. */
export async function getAlertRule(ctx: Ctx, id: string): Promise<AlertRule> {
  requireScope(ctx, "read");
  return asRule(ctx, await requireRule(ctx.db, ctx, id));
}
