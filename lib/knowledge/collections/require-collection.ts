import type { Ctx } from "@/lib/platform/ctx";
import { notFound } from "@/lib/platform/errors";
import { selectCollection, type CollectionRow } from "./collection-store";

export function requireCollection(row: CollectionRow | null, slug: string, mayBeDeleted = false): CollectionRow {
  if (row && (row.deletedAt === null || mayBeDeleted)) return row;
  throw notFound(`There is no collection \`${slug.slice(0, 60)}\``);
}

/** Throws `not_found` for a collection that another organization has, as for none. */
export async function findCollection(ctx: Ctx, slug: string): Promise<CollectionRow> {
  // The database refuses NUL, which no slug has.
  const row = slug.includes("\0") ? null : await selectCollection(ctx.db, ctx.organizationId, slug);
  return requireCollection(row, slug);
}
