import { z } from "zod";
import { requireScope, type Ctx } from "@/lib/platform/ctx";
import { decodeCursor, page, type Page } from "@/lib/platform/pagination";
import { selectBudgetNames } from "./budget-store";
import { selectBudgetEvents, selectBudgetEventsSince, type BudgetEventRow } from "./event-store";
import type { BudgetEvent, BudgetEventKind, ListBudgetEventsQuery } from "./schemas";

/** Crossed thresholds, refusals and downgrades, newest first. */
export async function listBudgetEvents(ctx: Ctx, query: ListBudgetEventsQuery): Promise<Page<BudgetEvent>> {
  requireScope(ctx, "read");
  const afterId = decodeCursor(query.cursor, z.uuid());
  const rows = await selectBudgetEvents(ctx.db, ctx.organizationId, query, { afterId, take: query.limit + 1 });
  return page({ rows: await withNames(ctx, rows), limit: query.limit, cursorOf: (event) => event.id });
}

/**
 * Every event first seen at `since` or later, oldest first. An event is written up to some seconds after the call that
 * caused it, and two processes' clocks differ, so a reader asks again from a minute earlier and skips the ids it knows.
 */
export async function* eachBudgetCrossing(ctx: Ctx, since: Date): AsyncGenerator<BudgetEvent, undefined> {
  requireScope(ctx, "read");
  const take = 500;
  let afterId: string | null = null;
  for (;;) {
    const rows: BudgetEventRow[] = await selectBudgetEventsSince(ctx.db, ctx.organizationId, since, { afterId, take });
    yield* await withNames(ctx, rows);
    afterId = rows.at(-1)?.id ?? null;
    if (rows.length < take) return;
  }
}

async function withNames(ctx: Ctx, rows: readonly BudgetEventRow[]): Promise<BudgetEvent[]> {
  const ids = [...new Set(rows.map(({ budgetId }) => budgetId))];
  const names = ids.length === 0 ? new Map<string, string>() : await selectBudgetNames(ctx, ids);
  return rows.map((row) => toEvent(row, names.get(row.budgetId) ?? ""));
}

function toEvent(row: BudgetEventRow, budgetName: string): BudgetEvent {
  const isThreshold = row.kind === "threshold";
  return {
    id: row.id,
    budgetId: row.budgetId,
    budgetName,
    kind: row.kind as BudgetEventKind,
    user: row.subject || null,
    windowFrom: row.windowFrom.toISOString(),
    windowTo: row.windowTo.toISOString(),
    share: isThreshold ? row.share : null,
    spentUsd: row.spentUsd,
    limitUsd: row.limitUsd,
    calls: isThreshold ? null : row.calls,
    createdAt: row.createdAt.toISOString(),
    lastAt: row.lastAt.toISOString(),
  };
}
