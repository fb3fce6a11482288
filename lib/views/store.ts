import type { Ctx } from "@/lib/platform/ctx";
import { isUniqueViolation, type DatabaseTransaction } from "@/lib/platform/db";
import { conflict } from "@/lib/platform/errors";
import type { CreateViewInput, ListViewsQuery, SavedView, UpdateViewInput, ViewPage } from "./schemas";

type Row = NonNullable<Awaited<ReturnType<DatabaseTransaction["savedView"]["findUnique"]>>>;

/** Own ones and shared ones, by name. */
export async function selectViews(ctx: Ctx, { page }: ListViewsQuery): Promise<SavedView[]> {
  const rows = await ctx.db.savedView.findMany({
    where: {
      organizationId: ctx.organizationId,
      ...(page && { page }),
      OR: [{ ownerId: ctx.actor.id }, { isShared: true }],
    },
    orderBy: [{ name: "asc" }, { id: "asc" }],
  });
  return rows.map((row) => toView(ctx, row));
}

/** null when there is none that this actor can see. */
export async function findView(ctx: Ctx, id: string): Promise<SavedView | null> {
  const row = await ctx.db.savedView.findUnique({
    where: { organizationId_id: { organizationId: ctx.organizationId, id } },
  });
  return row && (row.isShared || row.ownerId === ctx.actor.id) ? toView(ctx, row) : null;
}

export const countOwnViews = (ctx: Ctx): Promise<number> =>
  ctx.db.savedView.count({ where: { organizationId: ctx.organizationId, ownerId: ctx.actor.id } });

export async function insertView(
  tx: DatabaseTransaction,
  ctx: Ctx,
  id: string,
  input: CreateViewInput,
): Promise<SavedView> {
  const now = ctx.now();
  const { actor, organizationId } = ctx;
  const row = await orConflict(input.name, () =>
    tx.savedView.create({
      data: { ...input, organizationId, id, ownerId: actor.id, ownerName: actor.name, createdAt: now, updatedAt: now },
    }),
  );
  return toView(ctx, row);
}

export async function updateViewRow(
  tx: DatabaseTransaction,
  ctx: Ctx,
  id: string,
  input: UpdateViewInput,
): Promise<SavedView> {
  const row = await orConflict(input.name ?? "", () =>
    tx.savedView.update({
      where: { organizationId_id: { organizationId: ctx.organizationId, id } },
      data: { ...input, updatedAt: ctx.now() },
    }),
  );
  return toView(ctx, row);
}

/** Deleting what another process deleted meanwhile changes nothing. */
export async function deleteViewRow(tx: DatabaseTransaction, ctx: Ctx, id: string): Promise<void> {
  await tx.savedView.deleteMany({ where: { organizationId: ctx.organizationId, id } });
}

async function orConflict(name: string, write: () => Promise<Row>): Promise<Row> {
  try {
    return await write();
  } catch (error) {
    if (isUniqueViolation(error)) throw conflict(`You have a view named ${name} for this page already`);
    throw error;
  }
}

const toView = (ctx: Ctx, row: Row): SavedView => ({
  id: row.id,
  page: row.page as ViewPage,
  name: row.name,
  search: row.search,
  isShared: row.isShared,
  ownerName: row.ownerName,
  isOwn: row.ownerId === ctx.actor.id,
  createdAt: row.createdAt.toISOString(),
  updatedAt: row.updatedAt.toISOString(),
});
