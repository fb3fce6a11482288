import { describe, expect, it } from "vitest";
import { words } from "@/lib/platform/text/words";
import { evaluateSearch } from "./evaluate-search";
import { LABELLED_DOCUMENTS, LABELLED_QUERIES, type LabelledQuery } from "./labelled-set";

const ids = new Set(LABELLED_DOCUMENTS.map(({ id }) => id));

describe("the labelled set", () => {
  it("asks for documents that exist, each at least once, no question twice", () => {
    expect(ids.size).toBe(LABELLED_DOCUMENTS.length);
    expect(ids.size).toBeGreaterThanOrEqual(60);
    expect(new Set(LABELLED_QUERIES.map(({ query }) => query)).size).toBe(LABELLED_QUERIES.length);
    expect(LABELLED_QUERIES.length).toBeGreaterThanOrEqual(120);
    const asked = new Set(LABELLED_QUERIES.flatMap(({ relevant }) => Object.keys(relevant)));
    expect([...asked].filter((id) => !ids.has(id))).toEqual([]);
    expect([...ids].filter((id) => !asked.has(id))).toEqual([]);
    for (const { relevant } of LABELLED_QUERIES) expect(Object.values(relevant)).toContain(2);
  });

  it("cannot be solved by counting shared words, nor is that useless", async () => {
    const texts = LABELLED_DOCUMENTS.map(({ id, title, text }) => ({ id, words: new Set(words(`${title} ${text}`)) }));
    const search = (query: string, k: number) => {
      const asked = words(query);
      const shared = texts.map(({ id, words: own }) => ({ id, count: asked.filter((word) => own.has(word)).length }));
      return Promise.resolve(
        shared
          .sort((one, other) => other.count - one.count)
          .slice(0, k)
          .map(({ id }) => id),
      );
    };
    const quality = (await evaluateSearch({ queries: LABELLED_QUERIES, search }))!;
    expect(quality.ndcg).toBeGreaterThan(0.2);
    expect(quality.ndcg).toBeLessThan(0.8);
  });
});

describe("evaluateSearch", () => {
  const queries: LabelledQuery[] = [
    { query: "one", relevant: { a: 2 } },
    { query: "two", relevant: { b: 2, c: 1 } },
    { query: "nothing is relevant", relevant: {} },
  ];

  it("gives the means over all queries that have an answer", async () => {
    const found: Record<string, string[]> = { one: ["x", "a"], two: ["b", "b", "y"] };
    const quality = await evaluateSearch({ queries, search: (query) => Promise.resolve(found[query] ?? []), k: 2 });
    expect(quality).toMatchObject({ k: 2, queries: 2, recall: 0.75, mrr: 0.75 });
    expect(quality!.byQuery[1]).toMatchObject({ query: "two", found: ["b", "y"], recall: 0.5, reciprocalRank: 1 });
  });

  it("says nothing without a query that could be answered", async () => {
    expect(await evaluateSearch({ queries: queries.slice(2), search: () => Promise.resolve(["a"]) })).toBeNull();
  });
});
