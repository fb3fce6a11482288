import type { Prisma } from "@/generated/prisma/client";
import type { DatabaseTransaction } from "@/lib/platform/db";
import { newId } from "@/lib/platform/ids";
import type { Bounds } from "./budget-window";
import type { BudgetEventKind } from "./schemas";

export type NewBudgetEvent = {
  budgetId: string;
  /** '' unless the budget is one for each user. */
  subject: string;
  window: Bounds;
  kind: BudgetEventKind;
  /** 0 unless the kind is `threshold`. */
  share: number;
  spentUsd: number;
  limitUsd: number;
  /** Calls to add; 0 for a threshold. */
  calls: number;
};

/** Keeps events that are new, and adds the calls to those that are known. */
export async function writeBudgetEvents(
  db: DatabaseTransaction,
  organizationId: string,
  events: readonly NewBudgetEvent[],
  now: Date,
): Promise<void> {
  if (events.length === 0) return;
  const rows = events.map(({ window, ...event }) => ({ ...event, ...window, id: newId(now.getTime()) }));
  await db.$executeRaw`
    INSERT INTO budget_events AS known (organization_id, id, budget_id, subject, window_from, window_to, kind, share,
      spent_usd, limit_usd, calls, created_at, last_at)
    SELECT ${organizationId}::uuid, id, "budgetId", subject, "from", "to", kind, share, "spentUsd", "limitUsd", calls,
      ${now}::timestamptz, ${now}::timestamptz
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS event(id uuid, "budgetId" uuid, subject text,
      "from" timestamptz, "to" timestamptz, kind text, share float8, "spentUsd" float8, "limitUsd" float8, calls int)
    ORDER BY "budgetId", "from", subject, kind, share
    ON CONFLICT (organization_id, budget_id, window_from, subject, kind, share) DO UPDATE
      SET calls = known.calls + excluded.calls, last_at = greatest(known.last_at, excluded.last_at)
      WHERE excluded.calls > 0`;
}

export type BudgetEventFilter = { budget?: string | undefined; kind?: BudgetEventKind | undefined };

const conditions = (organizationId: string, { budget, kind }: BudgetEventFilter): Prisma.BudgetEventWhereInput => ({
  organizationId,
  ...(budget && { budgetId: budget }),
  ...(kind && { kind }),
});

/** Newest first, after the event `afterId`. */
export const selectBudgetEvents = (
  db: DatabaseTransaction,
  organizationId: string,
  filter: BudgetEventFilter,
  { afterId, take }: { afterId: string | null; take: number },
) =>
  db.budgetEvent.findMany({
    where: { ...conditions(organizationId, filter), ...(afterId && { id: { lt: afterId } }) },
    orderBy: { id: "desc" },
    take,
  });

/** Oldest first. */
export const selectBudgetEventsSince = (
  db: DatabaseTransaction,
  organizationId: string,
  since: Date,
  { afterId, take }: { afterId: string | null; take: number },
) =>
  db.budgetEvent.findMany({
    where: { organizationId, createdAt: { gte: since }, ...(afterId && { id: { gt: afterId } }) },
    orderBy: { id: "asc" },
    take,
  });

export type BudgetEventRow = Awaited<ReturnType<typeof selectBudgetEvents>>[number];
