import { systemCtx, type Ctx } from "@/lib/platform/ctx";
import { parseInput } from "@/lib/platform/http/parse-input";
import type { Runtime } from "@/lib/platform/runtime";
import { storableText } from "@/lib/platform/stored-json";
import type { Retrieved, SearchQuestion, SearchTexts } from "@/lib/providers/schemas";
import { SearchInput } from "../search-schemas";
import { searchCollection } from "./search-collection";

/** Longest part of a message that is searched with, characters. */
const MAX_QUERY = 4_000;

/** `texts` are the whole pieces, in the order of the sources. */
export type RetrievedTexts = { retrieved: Retrieved; texts: string[] };

/** What a collection says to a message, as sources that an answer can name. Nothing for a message without text or picture. */
export async function retrieve(
  ctx: Ctx,
  { collection, mode, depth, minimumScore, query, image }: Omit<SearchQuestion, "organizationId" | "signal">,
): Promise<RetrievedTexts> {
  const startedMs = performance.now();
  const text = storableText(query.slice(0, MAX_QUERY)).trim();
  const asked = { ...(text !== "" && { query: text }), ...(image !== undefined && { image }) };
  const isAsked = text !== "" || image !== undefined;
  const results = isAsked
    ? (await searchCollection(ctx, collection, parseInput(SearchInput, { ...asked, mode, depth, minimumScore })))
        .results
    : [];
  const retrieved = {
    collection,
    mode,
    latencyMs: performance.now() - startedMs,
    sources: results.map(({ rank, score, text: _text, citation }) => ({
      number: rank,
      documentId: citation.documentId,
      externalId: citation.externalId,
      title: citation.title,
      source: citation.source,
      section: citation.section,
      page: citation.page,
      position: citation.position,
      snippet: citation.snippet,
      score,
    })),
  };
  return { retrieved, texts: results.map(({ text: whole }) => whole) };
}

/** The port by which models of this process that search reach the knowledge. */
export const createSearchTexts =
  (runtime: () => Runtime): SearchTexts =>
  async ({ organizationId, signal, ...question }) => {
    const ctx = { ...systemCtx(runtime(), organizationId, "search"), signal };
    return (await retrieve(ctx, question)).retrieved;
  };
