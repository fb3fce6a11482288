import { Prisma, type Database } from "@/lib/platform/db";
import type { CollectionRow } from "../collections/collection-store";
import type { Citation, Filter } from "../search-schemas";
import { filterSql } from "./filter-sql";

type Owner = Pick<CollectionRow, "organizationId" | "id">;

/** Words of a question that are looked for, at most. */
const MAX_WORDS = 32;

/** BM25's usual constants (Robertson and Zaragoza 2009): how soon repetition stops counting, how much length matters. */
const K1 = 1.2;
const B = 0.75;

export type TextMatch = { chunkId: string; bm25: number };

/**
 * Pieces that hold words of the question, best first by BM25 (Robertson and Zaragoza 2009) over stems. A word that few
 * pieces hold counts for more. Nothing in the question is an operator.
 */
export async function searchWords(
  db: Database,
  { organizationId, id, language }: Owner & Pick<CollectionRow, "language">,
  { query, filter, take }: { query: string; filter: Filter; take: number },
): Promise<TextMatch[]> {
  return db.$queryRaw<TextMatch[]>`
    WITH config AS (
      SELECT coalesce((SELECT oid::regconfig FROM pg_ts_config WHERE cfgname = ${language} LIMIT 1),
        'simple'::regconfig) AS config
    ), asked AS (
      SELECT DISTINCT lexeme FROM config, unnest(to_tsvector(config.config, ${query})) ORDER BY lexeme LIMIT ${MAX_WORDS}
    ), size AS (
      SELECT count(*)::float8 AS pieces, greatest(avg(tokens), 1)::float8 AS tokens FROM knowledge_chunks
      WHERE organization_id = ${organizationId}::uuid AND collection_id = ${id}::uuid
    ), found AS (
      SELECT c.id, c.tokens, t.lexeme, cardinality(t.positions)::float8 AS times
      FROM knowledge_chunks c
      JOIN knowledge_documents d ON d.organization_id = c.organization_id AND d.id = c.document_id
      CROSS JOIN LATERAL unnest(c.words) AS t
      WHERE c.organization_id = ${organizationId}::uuid AND c.collection_id = ${id}::uuid AND d.deleted_at IS NULL
        AND c.words @@ (SELECT string_agg(quote_literal(lexeme), ' | ')::tsquery FROM asked)
        AND t.lexeme IN (SELECT lexeme FROM asked)
        AND ${filterSql(filter)}
    ), rarity AS (
      SELECT lexeme, ln(1 + (greatest(size.pieces - count(*), 0) + 0.5) / (count(*) + 0.5)) AS weight
      FROM found, size GROUP BY lexeme, size.pieces
    )
    SELECT found.id::text AS "chunkId", sum(
      rarity.weight * times * ${K1 + 1}::float8
        / (times + ${K1}::float8 * (${1 - B}::float8 + ${B}::float8 * found.tokens / size.tokens))) AS bm25
    FROM found JOIN rarity USING (lexeme) CROSS JOIN size
    GROUP BY found.id ORDER BY bm25 DESC, found.id LIMIT ${take}`;
}

/** Documents that pass the filter; null when there is none to pass. */
export async function selectPassing(
  db: Database,
  { organizationId, id }: Owner,
  filter: Filter,
): Promise<Set<string> | null> {
  if (filter.length === 0) return null;
  const rows = await db.$queryRaw<{ id: string }[]>`
    SELECT d.id::text AS id FROM knowledge_documents d
    WHERE d.organization_id = ${organizationId}::uuid AND d.collection_id = ${id}::uuid AND d.deleted_at IS NULL
      AND ${filterSql(filter)}`;
  return new Set(rows.map((row) => row.id));
}

export type FoundPiece = Omit<Citation, "snippet"> & { chunkId: string; text: string };

/** What stands behind ids that a search gave. Ids of other collections or organizations, and deleted ones, give nothing. */
export async function selectPieces(
  db: Database,
  { organizationId, id }: Owner,
  chunkIds: readonly string[],
): Promise<Map<string, FoundPiece>> {
  if (chunkIds.length === 0) return new Map();
  const rows = await db.$queryRaw<FoundPiece[]>`
    SELECT c.id::text AS "chunkId", d.id::text AS "documentId", d.external_id AS "externalId", d.title, d.source,
      d.media_type AS "mediaType", d.metadata, c.section, c.page, c.position, c.text
    FROM knowledge_chunks c
    JOIN knowledge_documents d ON d.organization_id = c.organization_id AND d.id = c.document_id
    WHERE c.organization_id = ${organizationId}::uuid AND c.collection_id = ${id}::uuid AND d.deleted_at IS NULL
      AND c.id IN (${Prisma.join(chunkIds.map((chunkId) => Prisma.sql`${chunkId}::uuid`))})`;
  return new Map(rows.map((row) => [row.chunkId, row]));
}

export type PictureRow = { documentId: string; chunkId: string; fingerprint: unknown };

/** Every picture with its first piece. */
export async function selectPictures(
  db: Database,
  { organizationId, id }: Owner,
  filter: Filter,
): Promise<PictureRow[]> {
  return db.$queryRaw<PictureRow[]>`
    SELECT d.id::text AS "documentId", c.id::text AS "chunkId", d.fingerprint
    FROM knowledge_documents d
    JOIN knowledge_chunks c ON c.organization_id = d.organization_id AND c.document_id = d.id AND c.position = 0
    WHERE d.organization_id = ${organizationId}::uuid AND d.collection_id = ${id}::uuid AND d.deleted_at IS NULL
      AND d.fingerprint IS NOT NULL AND ${filterSql(filter)}
    ORDER BY d.id LIMIT 20000`;
}
