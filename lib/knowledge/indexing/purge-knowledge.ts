import { systemCtx } from "@/lib/platform/ctx";
import { messageOf } from "@/lib/platform/errors";
import type { Runtime } from "@/lib/platform/runtime";
import { selectCollectionById } from "../collections/collection-store";
import { spaceOf } from "../stores/space-of";

const DAY_MS = 24 * 3_600_000;
/** How long what was deleted can be brought back. */
const KEPT_DAYS = 30;

/**
 * Removes collections and documents for good, 30 days after they were deleted. A collection whose store does not answer
 * stays for the next time, since nothing would know of its vectors any more.
 */
export async function purgeKnowledge(runtime: Runtime): Promise<void> {
  const { db } = runtime;
  const before = new Date(runtime.now().getTime() - KEPT_DAYS * DAY_MS);
  const collections = await db.knowledgeCollection.findMany({
    where: { deletedAt: { lt: before } },
    select: { organizationId: true, id: true },
  });
  for (const { organizationId, id } of collections) {
    const ctx = systemCtx(runtime, organizationId);
    const collection = await selectCollectionById(ctx.db, organizationId, id);
    if (!collection) continue;
    try {
      const { store, dimensions } = collection;
      if (dimensions !== null) await runtime.knowledge.stores[store].drop(spaceOf(collection, dimensions));
      await db.knowledgeCollection.delete({ where: { organizationId_id: { organizationId, id } } });
    } catch (error) {
      runtime.log.warn({ reason: messageOf(error), collectionId: id }, "a deleted collection is still stored");
    }
  }
  await db.knowledgeDocument.deleteMany({ where: { deletedAt: { lt: before } } });
}
