import type { Prisma } from "@/generated/prisma/client";
import type { Ctx } from "@/lib/platform/ctx";
import type { DatabaseTransaction } from "@/lib/platform/db";
import { jsonText } from "@/lib/platform/stored-json";
import type { KnowledgeDocument, Metadata } from "../document-schemas";
import type { DocumentMediaType, DocumentStatus } from "../words";

/** A part of a document under one heading, on one page, or one row of a table. */
export type StoredSection = { path: string[]; text: string; page: number | null };

export type DocumentRow = KnowledgeDocument & {
  collectionId: string;
  contentHash: string;
  jobId: string | null;
  deletedAt: string | null;
};

const LISTED = {
  id: true,
  collectionId: true,
  externalId: true,
  title: true,
  mediaType: true,
  source: true,
  metadata: true,
  contentHash: true,
  characters: true,
  status: true,
  jobId: true,
  problem: true,
  chunkCount: true,
  createdBy: true,
  createdAt: true,
  updatedAt: true,
  indexedAt: true,
  deletedAt: true,
} as const;

type Owner = { organizationId: string; collectionId: string };
type Listing = { status?: DocumentStatus; search?: string; beforeId?: string | null; take: number };

/** Newest first, without deleted ones and without their texts. */
export async function selectDocuments(
  db: DatabaseTransaction,
  owner: Owner,
  { status, search, beforeId, take }: Listing,
): Promise<DocumentRow[]> {
  const contains = search ? { contains: search, mode: "insensitive" as const } : null;
  const rows = await db.knowledgeDocument.findMany({
    where: {
      ...owner,
      deletedAt: null,
      ...(status && { status }),
      ...(contains && { OR: [{ title: contains }, { externalId: contains }] }),
      ...(beforeId && { id: { lt: beforeId } }),
    },
    orderBy: { id: "desc" },
    take,
    select: LISTED,
  });
  return rows.map(toDocument);
}

/** Also a deleted one. */
export async function selectDocument(db: DatabaseTransaction, owner: Owner, id: string): Promise<DocumentRow | null> {
  const row = await db.knowledgeDocument.findFirst({ where: { ...owner, id }, select: LISTED });
  return row && toDocument(row);
}

export async function selectDocumentByExternalId(
  db: DatabaseTransaction,
  owner: Owner,
  externalId: string,
): Promise<DocumentRow | null> {
  const row = await db.knowledgeDocument.findFirst({ where: { ...owner, externalId }, select: LISTED });
  return row && toDocument(row);
}

export const countDocumentsOf = (db: DatabaseTransaction, owner: Owner): Promise<number> =>
  db.knowledgeDocument.count({ where: owner });

export type NewDocumentRow = Pick<
  KnowledgeDocument,
  "id" | "externalId" | "title" | "mediaType" | "source" | "metadata" | "characters"
> & { contentHash: string; sections: readonly StoredSection[]; fingerprint: unknown };

/** Puts a document there, in place of the one with the same external id, so that it waits for being indexed. */
export async function putDocument(
  tx: DatabaseTransaction,
  ctx: Ctx,
  collectionId: string,
  document: NewDocumentRow,
): Promise<void> {
  const { organizationId } = ctx;
  const { id, externalId, sections, fingerprint, metadata, ...facts } = document;
  const content = {
    ...facts,
    metadata: stored(metadata),
    sections: stored(sections),
    // undefined leaves the column as it is: a text that takes the place of a picture is a document of another name.
    ...(fingerprint !== null && { fingerprint: stored(fingerprint) }),
    status: "waiting",
    jobId: null,
    problem: null,
    deletedAt: null,
    updatedAt: ctx.now(),
  };
  await tx.knowledgeDocument.upsert({
    where: { organizationId_collectionId_externalId: { organizationId, collectionId, externalId } },
    update: content,
    create: {
      organizationId,
      collectionId,
      id,
      externalId,
      ...content,
      chunkCount: 0,
      createdBy: ctx.actor.name,
      createdAt: ctx.now(),
    },
  });
}

export async function updateDocumentRow(
  tx: DatabaseTransaction,
  { organizationId }: Pick<Ctx, "organizationId">,
  id: string,
  changes: Prisma.KnowledgeDocumentUpdateInput,
): Promise<DocumentRow> {
  const row = await tx.knowledgeDocument.update({
    where: { organizationId_id: { organizationId, id } },
    data: changes,
    select: LISTED,
  });
  return toDocument(row);
}

export type DocumentContent = {
  id: string;
  title: string;
  mediaType: DocumentMediaType;
  contentHash: string;
  sections: StoredSection[];
};

/**
 * Takes the next documents in hand: those that wait, and those that an attempt of the same job left. Oldest first. Two
 * jobs at the same time never get the same one.
 */
export async function claimDocuments(
  db: DatabaseTransaction,
  { organizationId, collectionId, jobId }: Owner & { jobId: string },
  take: number,
): Promise<DocumentContent[]> {
  // As an array it is read once: joined, PostgreSQL may read it again and take more than the limit.
  const rows = await db.$queryRaw<Record<string, unknown>[]>`
    UPDATE knowledge_documents SET status = 'indexing', job_id = ${jobId}::uuid
    WHERE organization_id = ${organizationId}::uuid AND id = ANY (ARRAY(
      SELECT id FROM knowledge_documents
      WHERE organization_id = ${organizationId}::uuid AND collection_id = ${collectionId}::uuid AND deleted_at IS NULL
        AND (status = 'waiting' OR (status = 'indexing' AND job_id = ${jobId}::uuid))
      ORDER BY id LIMIT ${take} FOR UPDATE SKIP LOCKED
    ))
    RETURNING id::text AS id, title, media_type AS "mediaType", content_hash AS "contentHash", sections`;
  return (rows as DocumentContent[]).sort((a, b) => (a.id < b.id ? -1 : 1));
}

/** Those in hand of a job that has ended wait again. */
export async function releaseDocuments(db: DatabaseTransaction, owner: Owner, jobId: string): Promise<void> {
  await db.knowledgeDocument.updateMany({
    where: { ...owner, status: "indexing", jobId },
    data: { status: "waiting", jobId: null },
  });
}

/** Jobs that have documents in hand. */
export async function selectJobsAtWork(db: DatabaseTransaction, owner: Owner): Promise<string[]> {
  const rows = await db.knowledgeDocument.findMany({
    where: { ...owner, status: "indexing", jobId: { not: null } },
    distinct: ["jobId"],
    select: { jobId: true },
  });
  return rows.flatMap(({ jobId }) => (jobId === null ? [] : [jobId]));
}

/** Puts documents in line again; returns how many wait then. */
export async function queueDocuments(db: DatabaseTransaction, owner: Owner, everything: boolean): Promise<number> {
  const statuses = everything ? ["failed", "indexed"] : ["failed"];
  await db.knowledgeDocument.updateMany({
    where: { ...owner, deletedAt: null, status: { in: statuses } },
    data: { status: "waiting", jobId: null, problem: null },
  });
  return countWaiting(db, owner);
}

export const countWaiting = (db: DatabaseTransaction, owner: Owner): Promise<number> =>
  db.knowledgeDocument.count({ where: { ...owner, deletedAt: null, status: { in: ["waiting", "indexing"] } } });

/** JSON for a column, without what PostgreSQL refuses. */
const stored = (value: unknown) => JSON.parse(jsonText(value)) as Prisma.InputJsonValue;

type ListedRow = Prisma.KnowledgeDocumentGetPayload<{ select: typeof LISTED }>;

/** The one place that trusts the columns: the table is written only from checked input. */
function toDocument(row: ListedRow): DocumentRow {
  return {
    ...row,
    mediaType: row.mediaType as DocumentMediaType,
    metadata: row.metadata as Metadata,
    status: row.status as DocumentStatus,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
    indexedAt: row.indexedAt?.toISOString() ?? null,
    deletedAt: row.deletedAt?.toISOString() ?? null,
  };
}
