import type { Database } from "@/lib/platform/db";
import { messageOf, unavailable } from "@/lib/platform/errors";
import { isId } from "@/lib/platform/ids";
import type { NearestQuestion, Neighbour, StoredVector, VectorSpace, VectorStore } from "./vector-store";

/** Most dimensions that an HNSW index of pgvector takes; more are compared one by one. */
const MAX_INDEXED_DIMENSIONS = 2_000;

/** Candidates that the index looks at: the larger, the fewer neighbours are missed (Malkov and Yashunin 2018, ef). */
const SEARCH_BREADTH = 200;

const ROWS_AT_ONCE = 200;

/**
 * Vectors in PostgreSQL's extension pgvector, also in the embedded database. Each collection has a table of its own, with
 * an HNSW index (cosine): so no search can meet another organization's vectors, and none has to sort them out.
 */
export function createPgvectorStore(db: Database): VectorStore {
  let reason: Promise<string | null> | null = null;
  const ready = new Set<string>();

  const ensureTable = async (space: VectorSpace) => {
    const table = tableOf(space);
    if (ready.has(table)) return table;
    const why = await whyNot();
    if (why !== null) throw unavailable(why);
    const { dimensions } = space;
    await db.$executeRawUnsafe(
      `CREATE TABLE IF NOT EXISTS ${table} (
        chunk_id uuid PRIMARY KEY, document_id uuid NOT NULL, embedding vector(${dimensions}) NOT NULL)`,
    );
    await db.$executeRawUnsafe(`CREATE INDEX IF NOT EXISTS ${table}_document ON ${table} (document_id)`);
    if (dimensions <= MAX_INDEXED_DIMENSIONS) {
      // Made while the table is empty: filling it later stops nobody, building it over many rows would.
      await db.$executeRawUnsafe(
        `CREATE INDEX IF NOT EXISTS ${table}_hnsw ON ${table} USING hnsw (embedding vector_cosine_ops)`,
      );
    }
    ready.add(table);
    return table;
  };

  const whyNot = () => {
    reason ??= ensureExtension(db).then((why) => {
      // An operator may add the extension while we run, so only "yes" is remembered.
      if (why !== null) reason = null;
      return why;
    });
    return reason;
  };

  return {
    whyNot,

    async upsert(space, vectors) {
      const table = await ensureTable(space);
      for (let at = 0; at < vectors.length; at += ROWS_AT_ONCE) {
        const part = vectors.slice(at, at + ROWS_AT_ONCE);
        await db.$executeRawUnsafe(
          `INSERT INTO ${table} (chunk_id, document_id, embedding)
           SELECT chunk_id, document_id, embedding::vector
           FROM unnest($1::uuid[], $2::uuid[], $3::text[]) AS given (chunk_id, document_id, embedding)
           ON CONFLICT (chunk_id) DO UPDATE SET document_id = excluded.document_id, embedding = excluded.embedding`,
          part.map(({ chunkId }) => chunkId),
          part.map(({ documentId }) => documentId),
          part.map(({ vector }) => vectorText(vector)),
        );
      }
    },

    async remove(space, chunkIds) {
      if (chunkIds.length === 0) return;
      const table = await ensureTable(space);
      await db.$executeRawUnsafe(`DELETE FROM ${table} WHERE chunk_id = ANY($1::uuid[])`, [...chunkIds]);
    },

    async nearest(space, question) {
      return nearestRows(db, await ensureTable(space), question);
    },

    async drop(space) {
      const table = tableOf(space);
      ready.delete(table);
      await db.$executeRawUnsafe(`DROP TABLE IF EXISTS ${table}`);
    },
  };
}

async function nearestRows(
  db: Database,
  table: string,
  { vector, take, documentIds }: NearestQuestion,
): Promise<Neighbour[]> {
  const narrowed = documentIds === null ? "" : "WHERE document_id = ANY($3::uuid[])";
  const values: unknown[] = [vectorText(vector), take, ...(documentIds === null ? [] : [[...documentIds]])];
  const [, , rows] = await db.$transaction([
    db.$executeRawUnsafe(`SET LOCAL hnsw.ef_search = ${Math.min(1_000, Math.max(SEARCH_BREADTH, take * 2))}`),
    // With a filter the index goes on until enough rows pass it.
    db.$executeRawUnsafe("SET LOCAL hnsw.iterative_scan = 'strict_order'"),
    db.$queryRawUnsafe<Neighbour[]>(
      `SELECT chunk_id::text AS "chunkId", 1 - (embedding <=> $1::vector) AS similarity
       FROM ${table} ${narrowed} ORDER BY embedding <=> $1::vector LIMIT $2`,
      ...values,
    ),
  ]);
  return rows;
}

/** null when the extension is there, or could be added. */
async function ensureExtension(db: Database): Promise<string | null> {
  const [found] = await db.$queryRaw<{ installed: boolean; available: boolean }[]>`
    SELECT EXISTS (SELECT 1 FROM pg_extension WHERE extname = 'vector') AS installed,
           EXISTS (SELECT 1 FROM pg_available_extensions WHERE name = 'vector') AS available`;
  if (found?.installed) return null;
  if (!found?.available)
    return "This PostgreSQL server has no pgvector: install the extension `vector` on it, or choose the store `memory`";
  try {
    await db.$executeRawUnsafe("CREATE EXTENSION IF NOT EXISTS vector");
    return null;
  } catch (error) {
    return `pgvector is on the server, but could not be switched on: run \`CREATE EXTENSION vector\` as its owner (${messageOf(error).slice(-200)})`;
  }
}

/** A name is no parameter in SQL, so it is made of an id that was checked. */
function tableOf({ collectionId }: Pick<VectorSpace, "collectionId">): string {
  if (!isId(collectionId)) throw new Error("A collection's id is a UUID");
  return `knowledge_vectors_${collectionId.replaceAll("-", "")}`;
}

const vectorText = (vector: StoredVector["vector"]): string => `[${vector.join(",")}]`;
