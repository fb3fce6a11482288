import type { Ctx } from "@/lib/platform/ctx";
import type { Collection } from "../collection-schemas";
import { countDocuments, noDocuments, type CollectionRow } from "./collection-store";

/** What people and programs see: never the store's key. */
export async function collectionViews(ctx: Ctx, rows: readonly CollectionRow[]): Promise<Collection[]> {
  const ids = rows.map(({ id }) => id);
  const counts = await countDocuments(ctx.db, ctx.organizationId, ids);
  return rows.map((row) => {
    const { documentCount, chunkCount } = counts.get(row.id) ?? noDocuments();
    return { ...factsOf(row), documentCount, chunkCount };
  });
}

export const factsOf = ({
  id: _id,
  organizationId: _organizationId,
  storeSecret: _storeSecret,
  revision: _revision,
  indexingJobId: _indexingJobId,
  deletedAt: _deletedAt,
  ...facts
}: CollectionRow) => facts;

/** What of a collection a change is audited by. */
export const audited = (row: CollectionRow) => {
  const { slug, name, description, language, embeddingModel, store, storeHost, chunkTokens, overlapTokens } = row;
  if (row.deletedAt !== null) return null;
  return { slug, name, description, language, embeddingModel, store, storeHost, chunkTokens, overlapTokens };
};
