import type { Holdout as Row } from "@/generated/prisma/client";
import type { Ctx } from "@/lib/platform/ctx";
import type { Database, DatabaseTransaction } from "@/lib/platform/db";
import { Configuration } from "@/lib/registry/schemas";
import type { SavingsMonth } from "./schemas";
import type { CloseReason } from "./words";

export type HoldoutRow = Omit<Row, "before" | "after" | "closedReason"> & {
  before: Configuration;
  after: Configuration;
  closedReason: CloseReason | null;
};

export type NewHoldout = Pick<
  HoldoutRow,
  "id" | "taskSlug" | "optimizationId" | "summary" | "beforeVersion" | "before" | "afterVersion" | "after" | "heldShare"
>;

export async function insertHoldout(tx: DatabaseTransaction, ctx: Ctx, holdout: NewHoldout): Promise<void> {
  await tx.holdout.create({
    data: {
      ...holdout,
      before: holdout.before,
      after: holdout.after,
      organizationId: ctx.organizationId,
      phase: 1,
      openTask: holdout.taskSlug,
      startedAt: ctx.now(),
    },
  });
}

/** Open ones. (Default: of every organization.) */
export async function selectOpen(db: Database, organizationId?: string): Promise<HoldoutRow[]> {
  const where = { openTask: { not: null }, ...(organizationId !== undefined && { organizationId }) };
  return (await db.holdout.findMany({ where })).map(toRow);
}

/** Newest first; of one task only with `task`. */
export async function selectHoldouts(ctx: Ctx, task?: string): Promise<HoldoutRow[]> {
  const { organizationId } = ctx;
  const rows = await ctx.db.holdout.findMany({
    where: { organizationId, ...(task !== undefined && { taskSlug: task }) },
    orderBy: { id: "desc" },
    take: MAX_ENTRIES,
  });
  return rows.map(toRow);
}

/** Nobody reads more changes than these, and each was a click. */
const MAX_ENTRIES = 500;

export async function findOpenHoldout(
  tx: DatabaseTransaction,
  organizationId: string,
  task: string,
): Promise<HoldoutRow | null> {
  const row = await tx.holdout.findFirst({ where: { organizationId, openTask: task } });
  return row && toRow(row);
}

/** Another share begins another phase: only requests of one share are compared with each other. */
export async function writeShare(tx: DatabaseTransaction, row: HoldoutRow, heldShare: number): Promise<void> {
  await tx.holdout.updateMany({
    where: { organizationId: row.organizationId, id: row.id, openTask: row.taskSlug },
    data: { heldShare, phase: { increment: 1 } },
  });
}

export async function writeClosed(
  tx: DatabaseTransaction,
  organizationId: string,
  task: string,
  closed: { at: Date; reason: CloseReason },
): Promise<boolean> {
  const { count } = await tx.holdout.updateMany({
    where: { organizationId, openTask: task },
    data: { openTask: null, closedAt: closed.at, closedReason: closed.reason },
  });
  return count > 0;
}

/** By task; without a row the product chooses. */
export async function selectChosenShares(ctx: Ctx, db: DatabaseTransaction = ctx.db): Promise<Map<string, number>> {
  const rows = await db.holdoutSetting.findMany({ where: { organizationId: ctx.organizationId } });
  return new Map(rows.map(({ taskSlug, share }) => [taskSlug, share]));
}

/** null = what the product chooses. */
export async function writeChosenShare(
  tx: DatabaseTransaction,
  organizationId: string,
  taskSlug: string,
  share: number | null,
): Promise<void> {
  const where = { organizationId_taskSlug: { organizationId, taskSlug } };
  if (share === null) await tx.holdoutSetting.deleteMany({ where: { organizationId, taskSlug } });
  else {
    await tx.holdoutSetting.upsert({ where, create: { organizationId, taskSlug, share }, update: { share } });
  }
}

/** By hold-out and month. */
export async function selectPosts(ctx: Ctx, holdoutIds: readonly string[]): Promise<Map<string, SavingsMonth>> {
  const rows = await ctx.db.savingsPost.findMany({
    where: { organizationId: ctx.organizationId, holdoutId: { in: [...holdoutIds] } },
  });
  return new Map(
    rows.map(({ holdoutId, content, postedAt }) => {
      const post = { ...(content as unknown as SavingsMonth), postedAt: postedAt.toISOString() };
      return [`${holdoutId} ${post.month}`, post];
    }),
  );
}

/** A month that was posted stays as it is. */
export async function insertPost(ctx: Ctx, holdoutId: string, month: SavingsMonth): Promise<boolean> {
  const { count } = await ctx.db.savingsPost.createMany({
    data: [
      {
        organizationId: ctx.organizationId,
        holdoutId,
        month: new Date(`${month.month}-01T00:00:00Z`),
        content: month,
        postedAt: ctx.now(),
      },
    ],
    skipDuplicates: true,
  });
  return count === 1;
}

/** The one place that trusts the columns: the table is written only here. */
const toRow = (row: Row): HoldoutRow => ({
  ...row,
  before: Configuration.parse(row.before),
  after: Configuration.parse(row.after),
  closedReason: row.closedReason as CloseReason | null,
});
