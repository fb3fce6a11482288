import type { PriceCheck as CheckRow } from "@/generated/prisma/client";
import type { Ctx } from "@/lib/platform/ctx";
import type { DatabaseTransaction } from "@/lib/platform/db";
import type { CheckedRow, PriceCheckSummary } from "./price-check-schemas";

export type StoredCheck = PriceCheckSummary & { checked: CheckedRow[] };

export type NewCheck = Pick<CheckRow, "id" | "name" | "bookDate" | "rowCount"> & { rows: readonly CheckedRow[] };

export async function insertCheck(
  tx: DatabaseTransaction,
  ctx: Ctx,
  { rows, ...check }: NewCheck,
): Promise<StoredCheck> {
  const row = await tx.priceCheck.create({
    data: {
      ...check,
      organizationId: ctx.organizationId,
      rows: [...rows],
      createdBy: ctx.actor.name,
      createdAt: ctx.now(),
    },
  });
  return toCheck(row);
}

/** null when this organization has no such check. */
export async function findCheck(ctx: Ctx, id: string): Promise<StoredCheck | null> {
  const { organizationId } = ctx;
  const row = await ctx.db.priceCheck.findUnique({ where: { organizationId_id: { organizationId, id } } });
  return row && toCheck(row);
}

/** Newest first; `before` is the id after which the page begins. */
export async function selectChecks(ctx: Ctx, limit: number, before: string | null): Promise<StoredCheck[]> {
  const rows = await ctx.db.priceCheck.findMany({
    where: { organizationId: ctx.organizationId, ...(before !== null && { id: { lt: before } }) },
    orderBy: { id: "desc" },
    take: limit,
  });
  return rows.map(toCheck);
}

/** The column is written only by `insertCheck`. */
function toCheck({ rows, createdAt, id, name, bookDate, rowCount, createdBy }: CheckRow): StoredCheck {
  const checked = rows as CheckedRow[];
  return {
    id,
    name,
    bookDate,
    rowCount,
    matchedCount: checked.length,
    createdBy,
    createdAt: createdAt.toISOString(),
    checked,
  };
}
