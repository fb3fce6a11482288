import type { DatabaseTransaction } from "@/lib/platform/db";
import { jsonText } from "@/lib/platform/stored-json";
import type { DocumentPiece } from "../document-schemas";
import { bytesOf, vectorOf } from "../stores/chunk-vectors";

/** A piece as it is stored; `textHash` is of all that its vector depends on. */
export type StoredChunk = DocumentPiece & {
  id: string;
  /** Title and headings, found like the text. */
  heading: string;
  textHash: string;
  vector: Float32Array;
};

export type KnownChunk = { id: string; textHash: string; vector: Float32Array };

type Owner = { organizationId: string; documentId: string };

/** Pieces of documents that were embedded by this model before, by document. */
export async function selectKnownChunks(
  db: DatabaseTransaction,
  { organizationId, documentIds, model }: { organizationId: string; documentIds: readonly string[]; model: string },
): Promise<Map<string, KnownChunk[]>> {
  const rows = await db.knowledgeChunk.findMany({
    where: { organizationId, documentId: { in: [...documentIds] }, embeddingModel: model, embedding: { not: null } },
    select: { id: true, documentId: true, textHash: true, embedding: true },
  });
  const known = new Map<string, KnownChunk[]>();
  for (const { id, documentId, textHash, embedding } of rows) {
    const own = known.get(documentId) ?? [];
    own.push({ id, textHash, vector: vectorOf(embedding!) });
    known.set(documentId, own);
  }
  return known;
}

export async function selectChunkIds(
  db: DatabaseTransaction,
  { organizationId, documentId }: Owner,
): Promise<string[]> {
  const rows = await db.knowledgeChunk.findMany({ where: { organizationId, documentId }, select: { id: true } });
  return rows.map(({ id }) => id);
}

export async function selectPieces(
  db: DatabaseTransaction,
  { organizationId, documentId }: Owner,
  take: number,
): Promise<DocumentPiece[]> {
  return db.knowledgeChunk.findMany({
    where: { organizationId, documentId },
    orderBy: { position: "asc" },
    take,
    select: { position: true, section: true, page: true, text: true, tokens: true },
  });
}

type NewChunks = Owner & { collectionId: string; language: string; model: string; chunks: readonly StoredChunk[] };

/** Puts these pieces in place of the document's. A language that the database does not know is read as `simple`. */
export async function replaceChunks(tx: DatabaseTransaction, { chunks, ...owner }: NewChunks): Promise<void> {
  const { organizationId, collectionId, documentId, language, model } = owner;
  await tx.$executeRaw`
    DELETE FROM knowledge_chunks WHERE organization_id = ${organizationId}::uuid AND document_id = ${documentId}::uuid`;
  if (chunks.length === 0) return;
  const rows = jsonText(
    chunks.map(({ vector, ...chunk }) => ({ ...chunk, embedding: Buffer.from(bytesOf(vector)).toString("base64") })),
  );
  await tx.$executeRaw`
    INSERT INTO knowledge_chunks (organization_id, id, collection_id, document_id, position, section, page, text, tokens,
      text_hash, words, embedding, embedding_model)
    SELECT ${organizationId}::uuid, id, ${collectionId}::uuid, ${documentId}::uuid, position, section, page, text, tokens,
      "textHash", setweight(to_tsvector(config, heading), 'A') || to_tsvector(config, text),
      decode(embedding, 'base64'), ${model}
    FROM jsonb_to_recordset(${rows}::jsonb) AS given (id uuid, position int, section text, page int, text text, tokens int,
        heading text, "textHash" text, embedding text),
      LATERAL (SELECT coalesce((SELECT oid::regconfig FROM pg_ts_config WHERE cfgname = ${language} LIMIT 1),
        'simple'::regconfig) AS config) AS known`;
}
