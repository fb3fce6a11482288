import { recordAudit } from "@/lib/platform/audit";
import type { Ctx } from "@/lib/platform/ctx";
import type { DatabaseTransaction } from "@/lib/platform/db";
import type { Collection } from "../collection-schemas";
import { lockCollection, type CollectionRow } from "./collection-store";
import { audited, collectionViews } from "./collection-view";
import { requireCollection } from "./require-collection";

/**
 * Changes one collection with its audit row in one transaction, alone at a time. `change` gets it as it is, a deleted one
 * only when `mayBeDeleted`. Throws `not_found`.
 */
export async function changeCollection(
  ctx: Ctx,
  slug: string,
  action: string,
  change: (tx: DatabaseTransaction, before: CollectionRow) => Promise<CollectionRow>,
  mayBeDeleted = false,
): Promise<Collection> {
  const changed = await ctx.db.$transaction(async (tx) => {
    const found = slug.includes("\0") ? null : await lockCollection(tx, ctx.organizationId, slug);
    const before = requireCollection(found, slug, mayBeDeleted);
    const after = await change(tx, before);
    await recordAudit(tx, ctx, {
      action: `knowledge_collection.${action}`,
      subjectType: "knowledge_collection",
      subjectId: slug,
      before: audited(before),
      after: audited(after),
    });
    return after;
  });
  const [view] = await collectionViews(ctx, [changed]);
  return view!;
}
