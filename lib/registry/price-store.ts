import { Prisma, type ModelPrice as StatementRow } from "@/generated/prisma/client";
import type { DatabaseTransaction } from "@/lib/platform/db";
import type { StatedPrice } from "./model-price";
import { PriceOverride, type PRICE_ORIGINS, type PriceStatement } from "./price-schemas";

/** A statement with who made it. */
export type StoredStatement = StatedPrice & Pick<PriceStatement, "origin" | "createdBy" | "withdrawnBy">;

export type NewStatement = Pick<StoredStatement, "id" | "price" | "validFrom" | "validTo" | "origin" | "createdBy"> & {
  modelSlug: string;
};

/** What people stated of every model, newest first; withdrawn statements too. */
export async function selectStatedPrices(
  db: DatabaseTransaction,
  organizationId: string,
  modelSlug?: string,
): Promise<ReadonlyMap<string, StoredStatement[]>> {
  const rows = await db.modelPrice.findMany({
    where: { organizationId, ...(modelSlug !== undefined && { modelSlug }) },
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
  });
  const byModel = new Map<string, StoredStatement[]>();
  for (const row of rows) {
    const statements = byModel.get(row.modelSlug);
    if (statements) statements.push(toStatement(row));
    else byModel.set(row.modelSlug, [toStatement(row)]);
  }
  return byModel;
}

export async function insertStatement(
  tx: DatabaseTransaction,
  organizationId: string,
  { price, validFrom, validTo, ...rest }: NewStatement,
  now: Date,
): Promise<StoredStatement> {
  const row = await tx.modelPrice.create({
    data: {
      ...rest,
      organizationId,
      price: price ?? Prisma.DbNull,
      validFrom: validFrom === null ? null : new Date(validFrom),
      validTo: validTo === null ? null : new Date(validTo),
      createdAt: now,
    },
  });
  return toStatement(row);
}

/** The slug of the model that a statement is about; null when the organization has no such statement. */
export async function findStatementModel(
  db: DatabaseTransaction,
  organizationId: string,
  id: string,
): Promise<string | null> {
  const row = await db.modelPrice.findUnique({ where: { organizationId_id: { organizationId, id } } });
  return row?.modelSlug ?? null;
}

/** Sets or takes back the withdrawal of a statement that exists. */
export async function writeWithdrawal(
  tx: DatabaseTransaction,
  organizationId: string,
  id: string,
  withdrawal: { by: string; at: Date } | null,
): Promise<StoredStatement> {
  const row = await tx.modelPrice.update({
    where: { organizationId_id: { organizationId, id } },
    data: { withdrawnBy: withdrawal?.by ?? null, withdrawnAt: withdrawal?.at ?? null },
  });
  return toStatement(row);
}

/** Withdraws everything that was said of models that are deleted: another one may get their name. */
export async function withdrawStatementsOf(
  tx: DatabaseTransaction,
  organizationId: string,
  modelSlugs: readonly string[],
  { by, at }: { by: string; at: Date },
): Promise<void> {
  await tx.modelPrice.updateMany({
    where: { organizationId, modelSlug: { in: [...modelSlugs] }, withdrawnAt: null },
    data: { withdrawnBy: by, withdrawnAt: at },
  });
}

function toStatement(row: StatementRow): StoredStatement {
  return {
    id: row.id,
    price: PriceOverride.nullable().parse(row.price),
    validFrom: row.validFrom?.toISOString() ?? null,
    validTo: row.validTo?.toISOString() ?? null,
    origin: row.origin as (typeof PRICE_ORIGINS)[number],
    createdBy: row.createdBy,
    createdAt: row.createdAt.toISOString(),
    withdrawnBy: row.withdrawnBy,
    withdrawnAt: row.withdrawnAt?.toISOString() ?? null,
  };
}
