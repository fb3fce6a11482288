import type { Database } from "@/lib/platform/db";

export type LiveChunk = { chunkId: string; documentId: string };

type Owner = { organizationId: string; collectionId: string };

/** Every piece that can be found, in the order of ids. */
export async function readLiveChunks(db: Database, { organizationId, collectionId }: Owner): Promise<LiveChunk[]> {
  return db.$queryRaw<LiveChunk[]>`
    SELECT c.id::text AS "chunkId", c.document_id::text AS "documentId"
    FROM knowledge_chunks c
    JOIN knowledge_documents d ON d.organization_id = c.organization_id AND d.id = c.document_id
    WHERE c.organization_id = ${organizationId}::uuid AND c.collection_id = ${collectionId}::uuid
      AND c.embedding IS NOT NULL AND d.deleted_at IS NULL
    ORDER BY c.id`;
}

/** By chunk. A vector of other dimensions is left out: its document waits for being indexed again. */
export async function readVectors(
  db: Database,
  { organizationId, chunkIds, dimensions }: { organizationId: string; chunkIds: readonly string[]; dimensions: number },
): Promise<Map<string, Float32Array>> {
  const rows = await db.$queryRaw<{ id: string; embedding: Uint8Array }[]>`
    SELECT id::text AS id, embedding FROM knowledge_chunks
    WHERE organization_id = ${organizationId}::uuid AND id = ANY(${chunkIds}::uuid[]) AND embedding IS NOT NULL`;
  return new Map(
    rows
      .map(({ id, embedding }) => [id, vectorOf(embedding)] as const)
      .filter(([, { length }]) => length === dimensions),
  );
}

/** float32, little-endian. */
export function bytesOf(vector: Float32Array): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(vector.length * 4);
  const view = new DataView(bytes.buffer);
  vector.forEach((value, index) => view.setFloat32(index * 4, value, true));
  return bytes;
}

export function vectorOf(bytes: Uint8Array): Float32Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Float32Array.from({ length: bytes.byteLength / 4 }, (_, index) => view.getFloat32(index * 4, true));
}
