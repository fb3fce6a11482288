import { requireScope, type Ctx } from "@/lib/platform/ctx";
import type { CollectionRow } from "../collections/collection-store";
import { findCollection } from "../collections/require-collection";
import type { Citation, SearchAnswer, SearchInput, SearchResult } from "../search-schemas";
import { spaceOf } from "../stores/space-of";
import { fuseRanks } from "./fuse-ranks";
import { fuseScores } from "./fuse-scores";
import { searchPictures } from "./search-pictures";
import { searchWords, selectPassing, selectPieces, type FoundPiece } from "./search-store";
import { snippetOf } from "./snippet-of";

/** Results of each single method that are put together, at least: what one ranks low may be high with the other. */
const MIN_CANDIDATES = 50;

/** BM25 that counts as half of what there can be: a few words that few texts hold. */
const HALF_BM25 = 5;

/** What one method found, best first. */
type Found = { id: string; score: number }[];

/**
 * Searches a collection by words, by meaning, or by both. Results name their source. Throws `not_found` for a collection
 * that another organization has, as for none.
 */
export async function searchCollection(ctx: Ctx, slug: string, input: SearchInput): Promise<SearchAnswer> {
  requireScope(ctx, "read");
  const startedMs = performance.now();
  const collection = await findCollection(ctx, slug);
  const take = Math.max(MIN_CANDIDATES, input.depth * 3);
  const latencyMs = { embedding: 0, fullText: 0, vector: 0, total: 0 };
  const { mode, query } = input;
  const [fullText, vector, image] = await Promise.all([
    query !== undefined && mode !== "vector" ? byWords(ctx, collection, { ...input, query, take }, latencyMs) : null,
    query !== undefined && mode !== "full_text"
      ? byMeaning(ctx, collection, { ...input, query, take }, latencyMs)
      : null,
    input.image === undefined
      ? null
      : searchPictures(ctx, collection, { image: input.image, filter: input.filter, take }),
  ]);
  const ranked = rank({ fullText, vector, image }, input);
  // A store may know pieces that are gone, so there have to be some in hand.
  const pieces = await selectPieces(
    ctx.db,
    collection,
    ranked.slice(0, take).map(({ id }) => id),
  );
  const results = ranked
    .flatMap(({ id, ...found }) => {
      const piece = pieces.get(id);
      return piece ? [{ ...found, citation: citationOf(piece, query ?? ""), text: piece.text }] : [];
    })
    .slice(0, input.depth)
    .map((result, index) => ({ rank: index + 1, ...result }));
  latencyMs.total = performance.now() - startedMs;
  return { mode, results, latencyMs };
}

type Question = SearchInput & { query: string; take: number };
type Latency = SearchAnswer["latencyMs"];

async function byWords(ctx: Ctx, collection: CollectionRow, question: Question, latencyMs: Latency): Promise<Found> {
  const startedMs = performance.now();
  const found = await searchWords(ctx.db, collection, question);
  latencyMs.fullText = performance.now() - startedMs;
  return found.map(({ chunkId, bm25 }) => ({ id: chunkId, score: bm25 / (bm25 + HALF_BM25) }));
}

async function byMeaning(ctx: Ctx, collection: CollectionRow, question: Question, latencyMs: Latency): Promise<Found> {
  const { dimensions, embeddingModel, store } = collection;
  // Without dimensions nothing was ever indexed.
  if (dimensions === null) return [];
  const { knowledge } = ctx.runtime;
  const { signal } = ctx;
  const startedMs = performance.now();
  const [[vector], documentIds] = await Promise.all([
    knowledge.embed(ctx, { model: embeddingModel, texts: [question.query], dimensions, signal }),
    selectPassing(ctx.db, collection, question.filter),
  ]);
  latencyMs.embedding = performance.now() - startedMs;
  if (documentIds?.size === 0) return [];
  const askedMs = performance.now();
  const space = spaceOf(collection, dimensions);
  const found = await knowledge.stores[store].nearest(space, {
    vector: vector!,
    take: question.take,
    documentIds,
    signal,
  });
  latencyMs.vector = performance.now() - askedMs;
  return found.map(({ chunkId, similarity }) => ({ id: chunkId, score: similarity }));
}

type Lists = { fullText: Found | null; vector: Found | null; image: Found | null };
type Ranked = { id: string } & Pick<SearchResult, "score" | "ranks" | "similarity">;

/** One list by its own scores, words and meaning by both of theirs; pictures too by reciprocal rank fusion. */
function rank(lists: Lists, { minimumScore }: SearchInput): Ranked[] {
  const given = (["fullText", "vector", "image"] as const).filter((name) => lists[name] !== null);
  const { fullText, vector, image } = lists;
  const fused =
    fullText && vector && !image
      ? fuseScores(fullText, vector)
      : fuseRanks(given.map((name) => lists[name]!.map(({ id }) => id)));
  const own = given.length === 1 ? scoresOf(lists[given[0]!]) : null;
  const similarities = scoresOf(vector);
  return fused
    .map(({ id, score, ranks }) => {
      const rankIn = (name: keyof Lists) => (given.includes(name) ? (ranks[given.indexOf(name)] ?? null) : null);
      return {
        id,
        score: Math.min(1, Math.max(0, own?.get(id) ?? score)),
        ranks: { fullText: rankIn("fullText"), vector: rankIn("vector"), image: rankIn("image") },
        similarity: similarities.get(id) ?? null,
      };
    })
    .filter(({ score }) => minimumScore === undefined || score >= minimumScore);
}

const scoresOf = (found: Found | null): Map<string, number> => new Map(found?.map(({ id, score }) => [id, score]));

function citationOf({ text, chunkId: _chunkId, ...piece }: FoundPiece, question: string): Citation {
  return { ...piece, snippet: snippetOf(text, question) };
}
