import { createHash } from "node:crypto";
import type { Ctx } from "@/lib/platform/ctx";
import type { DatabaseTransaction } from "@/lib/platform/db";
import { isAppError } from "@/lib/platform/errors";
import { groupBy } from "@/lib/platform/group-by";
import { newId } from "@/lib/platform/ids";
import { raiseRevision, type CollectionRow } from "../collections/collection-store";
import { spaceOf } from "../stores/space-of";
import { chunkDocument, type Piece } from "./chunk-document";
import { replaceChunks, selectKnownChunks, type KnownChunk, type StoredChunk } from "./chunk-store";
import { updateDocumentRow, type DocumentContent } from "./document-store";

export type IndexingWork = {
  ctx: Ctx;
  collection: CollectionRow;
  jobId: string;
  signal: AbortSignal;
  /** First in every transaction that stores. */
  requireLease: (tx: DatabaseTransaction) => Promise<void>;
};

/** Texts that are embedded together. */
const TEXTS_AT_ONCE = 64;

type Draft = { document: DocumentContent; pieces: NewPiece[]; gone: string[] };
type NewPiece = Omit<StoredChunk, "vector"> & { vector: Float32Array | null };

/**
 * Indexes documents that are in hand. Pieces whose text is the same keep their id and their vector. A document that
 * cannot be cut up is marked as failed; when the model gives no vectors this throws, and all of them wait.
 */
export async function indexDocuments(work: IndexingWork, documents: readonly DocumentContent[]): Promise<void> {
  const { ctx, collection, signal } = work;
  const known = await selectKnownChunks(ctx.db, {
    organizationId: ctx.organizationId,
    documentIds: documents.map(({ id }) => id),
    model: collection.embeddingModel,
  });
  const drafts: Draft[] = [];
  for (const document of documents) {
    const draft = await draftOf(work, document, known.get(document.id) ?? []);
    if (draft) drafts.push(draft);
  }
  await embedMissing(work, drafts);
  const space = spaceOf(collection, dimensionsOf(drafts) ?? collection.dimensions ?? 0);
  const store = ctx.runtime.knowledge.stores[collection.store];
  const vectors = drafts.flatMap(({ document, pieces }) =>
    pieces.map(({ id, vector }) => ({ chunkId: id, documentId: document.id, vector: vector! })),
  );
  // Before the rows are there: a vector without a row is passed over, a row without its vector would not be found.
  if (vectors.length > 0) await store.upsert(space, vectors, signal);
  for (const draft of drafts) await storeDraft(work, draft, space.dimensions);
  const gone = drafts.flatMap((draft) => draft.gone);
  if (gone.length > 0) await store.remove(space, gone, signal);
}

async function draftOf(work: IndexingWork, document: DocumentContent, known: KnownChunk[]): Promise<Draft | null> {
  const { collection, signal, ctx } = work;
  let pieces: Piece[];
  try {
    pieces = await chunkDocument(document, collection, signal);
  } catch (error) {
    signal.throwIfAborted();
    if (!isAppError(error)) throw error;
    await storeProblem(work, document, error.message);
    return null;
  }
  const unused = groupBy(known, ({ textHash }) => textHash);
  const nowMs = ctx.now().getTime();
  const drafted = pieces.map((piece, position): NewPiece => {
    const textHash = createHash("sha256").update(embeddedText(piece)).digest("hex");
    const same = unused.get(textHash)?.shift();
    return { ...piece, position, textHash, id: same?.id ?? newId(nowMs), vector: same?.vector ?? null };
  });
  const gone = [...unused.values()].flat().map(({ id }) => id);
  return { document, pieces: drafted, gone };
}

/** What a piece means depends on what it stands under. */
const embeddedText = ({ heading, text }: Pick<Piece, "heading" | "text">): string =>
  heading === "" ? text : `${heading}\n${text}`;

async function embedMissing({ ctx, collection, signal }: IndexingWork, drafts: readonly Draft[]): Promise<void> {
  const missing = drafts.flatMap(({ pieces }) => pieces.filter(({ vector }) => vector === null));
  let { dimensions } = collection;
  for (let at = 0; at < missing.length; at += TEXTS_AT_ONCE) {
    signal.throwIfAborted();
    const part = missing.slice(at, at + TEXTS_AT_ONCE);
    const texts = part.map(embeddedText);
    const { embed } = ctx.runtime.knowledge;
    const vectors = await embed(ctx, { model: collection.embeddingModel, texts, dimensions, signal });
    dimensions = vectors[0]!.length;
    part.forEach((piece, index) => (piece.vector = vectors[index]!));
  }
}

const dimensionsOf = (drafts: readonly Draft[]): number | null =>
  drafts.flatMap(({ pieces }) => pieces).find(({ vector }) => vector !== null)?.vector?.length ?? null;

/** Nothing is stored of a document that was replaced or deleted meanwhile. */
async function storeDraft(work: IndexingWork, { document, pieces }: Draft, dimensions: number): Promise<void> {
  const { ctx, collection } = work;
  const { organizationId } = ctx;
  await ctx.db.$transaction(async (tx) => {
    await work.requireLease(tx);
    if (!(await isStillInHand(tx, work, document))) return;
    await replaceChunks(tx, {
      organizationId,
      collectionId: collection.id,
      documentId: document.id,
      language: collection.language,
      model: collection.embeddingModel,
      chunks: pieces.map((piece) => ({ ...piece, vector: piece.vector! })),
    });
    await updateDocumentRow(tx, ctx, document.id, {
      status: "indexed",
      jobId: null,
      problem: null,
      chunkCount: pieces.length,
      indexedAt: ctx.now(),
    });
    await raiseRevision(tx, organizationId, collection.id, dimensions === 0 ? undefined : dimensions);
  });
}

async function storeProblem(work: IndexingWork, document: DocumentContent, problem: string): Promise<void> {
  await work.ctx.db.$transaction(async (tx) => {
    await work.requireLease(tx);
    if (!(await isStillInHand(tx, work, document))) return;
    await updateDocumentRow(tx, work.ctx, document.id, {
      status: "failed",
      jobId: null,
      problem: problem.slice(0, 500),
    });
  });
}

async function isStillInHand(
  tx: DatabaseTransaction,
  { ctx, jobId }: IndexingWork,
  { id, contentHash }: DocumentContent,
): Promise<boolean> {
  const rows = await tx.$queryRaw<unknown[]>`
    SELECT 1 FROM knowledge_documents
    WHERE organization_id = ${ctx.organizationId}::uuid AND id = ${id}::uuid AND status = 'indexing'
      AND job_id = ${jobId}::uuid AND content_hash = ${contentHash} AND deleted_at IS NULL
    FOR UPDATE`;
  return rows.length > 0;
}
