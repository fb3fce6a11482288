import type { Prisma } from "@/generated/prisma/client";
import type { Ctx } from "@/lib/platform/ctx";
import type { DatabaseTransaction } from "@/lib/platform/db";
import type { Collection, CollectionDetail } from "../collection-schemas";
import type { LANGUAGES, VectorStoreKind } from "../words";

export type CollectionRow = Omit<Collection, "documentCount" | "chunkCount"> & {
  id: string;
  organizationId: string;
  storeSecret: string | null;
  revision: number;
  indexingJobId: string | null;
  deletedAt: string | null;
};

type Listing = { search?: string; afterSlug?: string | null; take: number };

/** In order of slug, without deleted ones. */
export async function selectCollections(
  db: DatabaseTransaction,
  organizationId: string,
  { search, afterSlug, take }: Listing,
): Promise<CollectionRow[]> {
  const contains = search ? { contains: search, mode: "insensitive" as const } : null;
  const rows = await db.knowledgeCollection.findMany({
    where: {
      organizationId,
      deletedAt: null,
      ...(contains && { OR: [{ slug: contains }, { name: contains }, { description: contains }] }),
      ...(afterSlug && { slug: { gt: afterSlug } }),
    },
    orderBy: { slug: "asc" },
    take,
  });
  return rows.map(toCollection);
}

/** Also a deleted one. */
export async function selectCollection(
  db: DatabaseTransaction,
  organizationId: string,
  slug: string,
): Promise<CollectionRow | null> {
  const row = await db.knowledgeCollection.findUnique({ where: { organizationId_slug: { organizationId, slug } } });
  return row && toCollection(row);
}

export async function selectCollectionById(
  db: DatabaseTransaction,
  organizationId: string,
  id: string,
): Promise<CollectionRow | null> {
  const row = await db.knowledgeCollection.findUnique({ where: { organizationId_id: { organizationId, id } } });
  return row && toCollection(row);
}

/** Until the transaction ends nobody else changes it. */
export async function lockCollection(
  tx: DatabaseTransaction,
  organizationId: string,
  slug: string,
): Promise<CollectionRow | null> {
  await tx.$executeRaw`
    SELECT 1 FROM knowledge_collections WHERE organization_id = ${organizationId}::uuid AND slug = ${slug} FOR UPDATE`;
  return selectCollection(tx, organizationId, slug);
}

export const countCollections = (db: DatabaseTransaction, organizationId: string): Promise<number> =>
  db.knowledgeCollection.count({ where: { organizationId } });

type NewCollection = Omit<
  CollectionRow,
  "organizationId" | "revision" | "indexingJobId" | "deletedAt" | "createdBy" | "createdAt" | "updatedAt"
>;

export async function insertCollection(
  tx: DatabaseTransaction,
  ctx: Ctx,
  collection: NewCollection,
): Promise<CollectionRow> {
  const now = ctx.now();
  const row = await tx.knowledgeCollection.create({
    data: {
      organizationId: ctx.organizationId,
      ...collection,
      revision: 0,
      createdBy: ctx.actor.name,
      createdAt: now,
      updatedAt: now,
    },
  });
  return toCollection(row);
}

type Changes = { name?: string; description?: string; storeSecret?: string; deletedAt?: Date | null };

export async function setIndexingJob(
  tx: DatabaseTransaction,
  organizationId: string,
  id: string,
  indexingJobId: string,
): Promise<void> {
  await tx.knowledgeCollection.update({
    where: { organizationId_id: { organizationId, id } },
    data: { indexingJobId },
  });
}

export async function updateCollectionRow(
  tx: DatabaseTransaction,
  ctx: Ctx,
  slug: string,
  changes: Changes,
): Promise<CollectionRow> {
  const row = await tx.knowledgeCollection.update({
    where: { organizationId_slug: { organizationId: ctx.organizationId, slug } },
    data: { ...changes, updatedAt: ctx.now() },
  });
  return toCollection(row);
}

/** Tells every process that the collection's chunks are others now. */
export async function raiseRevision(
  tx: DatabaseTransaction,
  organizationId: string,
  id: string,
  dimensions?: number,
): Promise<void> {
  await tx.knowledgeCollection.update({
    where: { organizationId_id: { organizationId, id } },
    data: { revision: { increment: 1 }, ...(dimensions !== undefined && { dimensions }) },
  });
}

type Counts = Pick<CollectionDetail, "documentCount" | "chunkCount" | "documentsByStatus">;

/** By collection; one without documents is left out. */
export async function countDocuments(
  db: DatabaseTransaction,
  organizationId: string,
  collectionIds: readonly string[],
): Promise<Map<string, Counts>> {
  const groups = await db.knowledgeDocument.groupBy({
    by: ["collectionId", "status"],
    where: { organizationId, collectionId: { in: [...collectionIds] }, deletedAt: null },
    _count: { _all: true },
    _sum: { chunkCount: true },
  });
  const counts = new Map<string, Counts>();
  for (const { collectionId, status, _count, _sum } of groups) {
    const own = counts.get(collectionId) ?? noDocuments();
    own.documentCount += _count._all;
    own.chunkCount += _sum.chunkCount ?? 0;
    own.documentsByStatus[status as keyof Counts["documentsByStatus"]] += _count._all;
    counts.set(collectionId, own);
  }
  return counts;
}

export const noDocuments = (): Counts => ({
  documentCount: 0,
  chunkCount: 0,
  documentsByStatus: { waiting: 0, indexing: 0, indexed: 0, failed: 0 },
});

/** The one place that trusts the columns: the table is written only from checked input. */
function toCollection(row: Prisma.KnowledgeCollectionGetPayload<object>): CollectionRow {
  return {
    id: row.id,
    organizationId: row.organizationId,
    slug: row.slug,
    name: row.name,
    description: row.description,
    language: row.language as (typeof LANGUAGES)[number],
    embeddingModel: row.embeddingModel,
    dimensions: row.dimensions,
    store: row.store as VectorStoreKind,
    storeHost: row.storeHost,
    storeSecret: row.storeSecret,
    chunkTokens: row.chunkTokens,
    overlapTokens: row.overlapTokens,
    revision: row.revision,
    indexingJobId: row.indexingJobId,
    createdBy: row.createdBy,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
    deletedAt: row.deletedAt?.toISOString() ?? null,
  };
}
