import { judgeRanking, type RankingQuality } from "@/lib/platform/stats";
import type { LabelledQuery } from "./labelled-set";

export type SearchQuality = {
  /** Results that were looked at per query. */
  k: number;
  /** Queries with at least one relevant document; the others say nothing and are left out. */
  queries: number;
  /** Means over the queries, 0–1. */
  recall: number;
  /** Mean reciprocal rank. */
  mrr: number;
  ndcg: number;
  /** In the order of the queries, to compare two searches pair by pair and to look at the worst. */
  byQuery: readonly (RankingQuality & { query: string; found: readonly string[] })[];
};

type Evaluation = {
  queries: readonly LabelledQuery[];
  /** Ids of documents, best first. A document that comes twice (by two chunks) counts at its first place. */
  search: (query: string, k: number) => Promise<readonly string[]>;
  /** (Default: 10) */
  k?: number;
};

/** Asks a search every labelled query, one after the other, and measures what it finds. null without usable queries. */
export async function evaluateSearch({ queries, search, k = 10 }: Evaluation): Promise<SearchQuality | null> {
  const byQuery: SearchQuality["byQuery"][number][] = [];
  for (const { query, relevant } of queries) {
    const found = [...new Set(await search(query, k))].slice(0, k);
    const quality = judgeRanking(found, new Map(Object.entries(relevant)), k);
    if (quality) byQuery.push({ query, found, ...quality });
  }
  if (byQuery.length === 0) return null;
  const mean = (value: (one: RankingQuality) => number) =>
    byQuery.reduce((sum, one) => sum + value(one), 0) / byQuery.length;
  return {
    k,
    queries: byQuery.length,
    recall: mean(({ recall }) => recall),
    mrr: mean(({ reciprocalRank }) => reciprocalRank),
    ndcg: mean((one) => one.ndcg),
    byQuery,
  };
}
