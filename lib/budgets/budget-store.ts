import type { Prisma } from "@/generated/prisma/client";
import type { Ctx } from "@/lib/platform/ctx";
import type { Database, DatabaseTransaction } from "@/lib/platform/db";
import type { BudgetContent, BudgetEnforcement, BudgetPeriod, BudgetScope } from "./schemas";

/** Limits by when they came into force, oldest first. */
export type LimitHistory = { from: string; limitUsd: number }[];

export type BudgetRow = {
  id: string;
  content: BudgetContent;
  limitHistory: LimitHistory;
  createdAt: Date;
  updatedAt: Date;
  deletedAt: Date | null;
};

export type BudgetListing = {
  status: "current" | "deleted" | "all";
  scope?: BudgetScope | undefined;
  /** Ids after this one in the order of the list. */
  afterId?: string | null;
  take?: number;
};

/** Newest first. */
export async function selectBudgets(
  db: DatabaseTransaction,
  organizationId: string,
  { status, scope, afterId, take }: BudgetListing,
): Promise<BudgetRow[]> {
  const ofStatus = { current: { deletedAt: null }, deleted: { NOT: { deletedAt: null } }, all: {} }[status];
  const rows = await db.budget.findMany({
    where: { organizationId, ...ofStatus, ...(scope && { scope }), ...(afterId && { id: { lt: afterId } }) },
    orderBy: { id: "desc" },
    ...(take !== undefined && { take }),
  });
  return rows.map(toRow);
}

/** Also a deleted one; null when this organization has none with the id. */
export async function selectBudget(
  db: DatabaseTransaction,
  organizationId: string,
  id: string,
): Promise<BudgetRow | null> {
  const row = await db.budget.findUnique({ where: { organizationId_id: { organizationId, id } } });
  return row && toRow(row);
}

/**
 * One text per organization with budgets that differs after any committed change of them: a hash over every row's id
 * and transaction. Without `organizationId` those of all organizations.
 */
export async function selectBudgetMarkers(db: Database, organizationId?: string): Promise<ReadonlyMap<string, string>> {
  const rows = await db.$queryRaw<{ organizationId: string; marker: string }[]>`
    SELECT organization_id::text AS "organizationId",
      count(*) || ':' || sum(hashtextextended(id::text || xmin::text, 0)) AS marker
    FROM budgets
    WHERE deleted_at IS NULL AND (${organizationId ?? null}::uuid IS NULL OR organization_id = ${organizationId ?? null}::uuid)
    GROUP BY organization_id`;
  return new Map(rows.map(({ organizationId: id, marker }) => [id, marker]));
}

/** Until the transaction ends nobody else changes the budget. */
export async function lockBudget(tx: DatabaseTransaction, organizationId: string, id: string): Promise<void> {
  await tx.$executeRaw`
    SELECT 1 FROM budgets WHERE organization_id = ${organizationId}::uuid AND id = ${id}::uuid FOR UPDATE`;
}

export async function selectBudgetNames(ctx: Ctx, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const rows = await ctx.db.budget.findMany({
    where: { organizationId: ctx.organizationId, id: { in: [...ids] } },
    select: { id: true, name: true },
  });
  return new Map(rows.map(({ id, name }) => [id, name]));
}

export async function insertBudget(
  tx: DatabaseTransaction,
  ctx: Ctx,
  { id, content, limitHistory }: Pick<BudgetRow, "id" | "content" | "limitHistory">,
): Promise<BudgetRow> {
  const now = ctx.now();
  const row = await tx.budget.create({
    data: {
      organizationId: ctx.organizationId,
      id,
      ...columnsOf(content),
      limitHistory,
      createdBy: ctx.actor.id,
      createdAt: now,
      updatedAt: now,
    },
  });
  return toRow(row);
}

export async function updateBudgetRow(
  tx: DatabaseTransaction,
  ctx: Ctx,
  { id, content, limitHistory, deletedAt }: Omit<BudgetRow, "createdAt" | "updatedAt">,
): Promise<BudgetRow> {
  const row = await tx.budget.update({
    where: { organizationId_id: { organizationId: ctx.organizationId, id } },
    data: { ...columnsOf(content), limitHistory, deletedAt, updatedAt: ctx.now() },
  });
  return toRow(row);
}

function columnsOf({ from, to, scopeRef, ...plain }: BudgetContent) {
  return {
    ...plain,
    scopeRef: scopeRef ?? "",
    fromDay: from === null ? null : new Date(from),
    toDay: to === null ? null : new Date(to),
  };
}

/** The one place that trusts the columns' words: the table is written only from checked input. */
function toRow(row: Prisma.BudgetGetPayload<object>): BudgetRow {
  return {
    id: row.id,
    content: {
      name: row.name,
      scope: row.scope as BudgetScope,
      scopeRef: row.scopeRef || null,
      period: row.period as BudgetPeriod,
      from: row.fromDay?.toISOString() ?? null,
      to: row.toDay?.toISOString() ?? null,
      limitUsd: row.limitUsd,
      alertShares: row.alertShares,
      enforcement: row.enforcement as BudgetEnforcement,
      downgradeShare: row.downgradeShare,
      isEnabled: row.isEnabled,
    },
    limitHistory: row.limitHistory as LimitHistory,
    createdAt: row.createdAt,
    updatedAt: row.updatedAt,
    deletedAt: row.deletedAt,
  };
}
