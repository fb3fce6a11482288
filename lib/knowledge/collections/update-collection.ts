import { requireScope, type Ctx } from "@/lib/platform/ctx";
import { conflict, invalidInput } from "@/lib/platform/errors";
import { tasksRetrievingFrom } from "@/lib/registry";
import type { Collection, UpdateCollectionInput } from "../collection-schemas";
import { changeCollection } from "./change-collection";
import { updateCollectionRow } from "./collection-store";
import { encryptStoreKey } from "./create-collection";

/** Changes name, description, or the key of its store. Undo is to send what it was before. */
export async function updateCollection(ctx: Ctx, slug: string, input: UpdateCollectionInput): Promise<Collection> {
  requireScope(ctx, "write");
  const { pineconeApiKey, name, description } = input;
  return changeCollection(ctx, slug, "update", async (tx, before) => {
    if (pineconeApiKey !== undefined && before.store !== "pinecone")
      throw invalidInput(`The collection is kept in ${before.store}, which has no key`, { field: "pineconeApiKey" });
    return updateCollectionRow(tx, ctx, slug, {
      ...(name !== undefined && { name }),
      ...(description !== undefined && { description }),
      ...(pineconeApiKey !== undefined && { storeSecret: encryptStoreKey(ctx, pineconeApiKey) }),
    });
  });
}

/**
 * Takes it out of use with its documents; `restoreCollection` brings it back for 30 days. Throws `conflict` while a task
 * retrieves from it.
 */
export async function deleteCollection(ctx: Ctx, slug: string): Promise<Collection> {
  requireScope(ctx, "write");
  return changeCollection(ctx, slug, "delete", async (tx) => {
    const tasks = await tasksRetrievingFrom(tx, ctx.organizationId, slug);
    if (tasks.length > 0)
      throw conflict(`The collection \`${slug}\` is used by ${tasks.join(", ")}: change their configuration first`, {
        details: { tasks },
      });
    return updateCollectionRow(tx, ctx, slug, { deletedAt: ctx.now() });
  });
}

/** Undoes a deletion. */
export async function restoreCollection(ctx: Ctx, slug: string): Promise<Collection> {
  requireScope(ctx, "write");
  return changeCollection(ctx, slug, "restore", (tx) => updateCollectionRow(tx, ctx, slug, { deletedAt: null }), true);
}
