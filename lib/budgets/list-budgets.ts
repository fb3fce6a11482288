import { z } from "zod";
import { requireScope, type Ctx } from "@/lib/platform/ctx";
import { decodeCursor, page, type Page } from "@/lib/platform/pagination";
import { selectBudgets } from "./budget-store";
import { asBudgets } from "./budget-view";
import type { Budget, ListBudgetsQuery } from "./schemas";

/** The organization's budgets, newest first, with what is spent of them now. */
export async function listBudgets(ctx: Ctx, query: ListBudgetsQuery): Promise<Page<Budget>> {
  requireScope(ctx, "read");
  const afterId = decodeCursor(query.cursor, z.uuid());
  const { status, scope, limit } = query;
  const rows = await selectBudgets(ctx.db, ctx.organizationId, { status, scope, afterId, take: limit + 1 });
  return page({ rows: await asBudgets(ctx, rows), limit, cursorOf: (budget) => budget.id });
}
