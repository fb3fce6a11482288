import { z } from "zod";
import { recordAudit } from "@/lib/platform/audit";
import { requireScope, type Ctx } from "@/lib/platform/ctx";
import { messageOf, notFound } from "@/lib/platform/errors";
import { isId } from "@/lib/platform/ids";
import { decodeCursor, page, type Page } from "@/lib/platform/pagination";
import { storableText } from "@/lib/platform/stored-json";
import { raiseRevision, type CollectionRow } from "../collections/collection-store";
import { findCollection } from "../collections/require-collection";
import type { DocumentDetail, IndexingStarted, KnowledgeDocument, ListDocumentsQuery } from "../document-schemas";
import { spaceOf } from "../stores/space-of";
import { selectChunkIds, selectPieces } from "./chunk-store";
import { selectDocument, selectDocuments, updateDocumentRow, type DocumentRow } from "./document-store";
import { enqueueIndexing } from "./start-indexing";

/** Pieces shown with a document. */
const SHOWN_PIECES = 100;

/** Newest first. */
export async function listDocuments(
  ctx: Ctx,
  slug: string,
  query: ListDocumentsQuery,
): Promise<Page<KnowledgeDocument>> {
  requireScope(ctx, "read");
  const collection = await findCollection(ctx, slug);
  const { status, search, limit } = query;
  const rows = await selectDocuments(ctx.db, ownerOf(collection), {
    ...(status && { status }),
    ...(search && { search: storableText(search) }),
    beforeId: decodeCursor(query.cursor, z.uuid()),
    take: limit + 1,
  });
  return page({ rows: rows.map(toPublic), limit, cursorOf: ({ id }) => id });
}

/** With its first 100 pieces. Throws `not_found` for a document of another collection, as for none. */
export async function getDocument(ctx: Ctx, slug: string, id: string): Promise<DocumentDetail> {
  requireScope(ctx, "read");
  const { document } = await findDocument(ctx, slug, id);
  const owner = { organizationId: ctx.organizationId, documentId: document.id };
  return { ...toPublic(document), pieces: await selectPieces(ctx.db, owner, SHOWN_PIECES) };
}

/** Takes it out of every search at once; `restoreDocument` brings it back for 30 days. */
export async function deleteDocument(ctx: Ctx, slug: string, id: string): Promise<KnowledgeDocument> {
  requireScope(ctx, "write");
  const { collection, document } = await findDocument(ctx, slug, id);
  const deleted = await ctx.db.$transaction(async (tx) => {
    const row = await updateDocumentRow(tx, ctx, id, { deletedAt: ctx.now(), status: "waiting", jobId: null });
    await raiseRevision(tx, ctx.organizationId, collection.id);
    await recordAudit(tx, ctx, { ...auditOf(collection, "delete"), before: audited(document), after: null });
    return row;
  });
  await forgetVectors(ctx, collection, id);
  return toPublic(deleted);
}

/** Undoes a deletion: it can be found again as soon as it is indexed, for which nothing is embedded anew. */
export async function restoreDocument(ctx: Ctx, slug: string, id: string): Promise<IndexingStarted> {
  requireScope(ctx, "write");
  const { collection, document } = await findDocument(ctx, slug, id, true);
  if (document.deletedAt === null) return { jobId: null, waiting: 0 };
  return ctx.db.$transaction(async (tx) => {
    await updateDocumentRow(tx, ctx, id, { deletedAt: null, status: "waiting", jobId: null, problem: null });
    await recordAudit(tx, ctx, { ...auditOf(collection, "restore"), before: null, after: audited(document) });
    return { jobId: await enqueueIndexing(ctx, collection, tx), waiting: 1 };
  });
}

/** A store that cannot be reached keeps them: searches pass over them, since their document is gone. */
async function forgetVectors(ctx: Ctx, collection: CollectionRow, documentId: string): Promise<void> {
  if (collection.dimensions === null) return;
  const chunkIds = await selectChunkIds(ctx.db, { organizationId: ctx.organizationId, documentId });
  const store = ctx.runtime.knowledge.stores[collection.store];
  await store.remove(spaceOf(collection, collection.dimensions), chunkIds).catch((error: unknown) => {
    ctx.runtime.log.warn({ reason: messageOf(error), documentId }, "vectors of a deleted document are still stored");
  });
}

async function findDocument(ctx: Ctx, slug: string, id: string, mayBeDeleted = false) {
  const collection = await findCollection(ctx, slug);
  const document = isId(id) ? await selectDocument(ctx.db, ownerOf(collection), id) : null;
  if (!document || (document.deletedAt !== null && !mayBeDeleted))
    throw notFound(`The collection \`${slug}\` has no document with this id`);
  return { collection, document };
}

const ownerOf = ({ organizationId, id }: CollectionRow) => ({ organizationId, collectionId: id });

const auditOf = ({ slug }: CollectionRow, action: string) => ({
  action: `knowledge_document.${action}`,
  subjectType: "knowledge_collection",
  subjectId: slug,
});

const audited = ({ id, externalId, title, mediaType }: DocumentRow) => ({ id, externalId, title, mediaType });

const toPublic = ({
  collectionId: _collectionId,
  contentHash: _contentHash,
  jobId: _jobId,
  deletedAt: _deletedAt,
  ...document
}: DocumentRow): KnowledgeDocument => document;
