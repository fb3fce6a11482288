import { afterAll, beforeAll, expect, it } from "vitest";
import { listAudit } from "@/lib/platform/audit";
import { ListAuditQuery } from "@/lib/platform/audit-schemas";
import { describeEachDatabase, type TestDatabase } from "@/lib/platform/db/test-database";
import { testCtx } from "@/lib/platform/test-runtime";
import * as knowledge from ".";
import { AddDocumentsInput, EvaluateInput, ListCollectionsQuery, ListDocumentsQuery, ReindexInput } from "./schemas";
import {
  addCollection,
  addTexts,
  foundIn,
  knowledgeCtx,
  search,
  testKnowledge,
  untilFinished,
  type TestKnowledge,
} from "./test-knowledge";

const TEXTS = {
  refund: "# Returns\n\nYou get your money back within thirty days.",
  wifi: "# Router\n\n## Password\n\nThe wifi password is on the back of the router.",
  car: "# Travel\n\nThe company car is booked by the office.",
};

describeEachDatabase("knowledge", (open) => {
  let database: TestDatabase;
  let bench: TestKnowledge;

  beforeAll(async () => {
    database = await open();
    bench = testKnowledge(database.db);
  });
  afterAll(async () => {
    await bench.stop();
    await database.close();
  });

  it("finds by words, by meaning and by both, and names its source", async () => {
    const own = await knowledgeCtx(bench);
    await addCollection(own);
    await addTexts(own, "help", TEXTS);
    expect(await foundIn(own, "help", { query: "wifi passwords", mode: "full_text" })).toEqual(["wifi"]);
    expect(await foundIn(own, "help", { query: "automobile", mode: "full_text" })).toEqual([]);
    expect((await foundIn(own, "help", { query: "automobile", mode: "vector" }))[0]).toBe("car");
    const { results, mode } = await search(own, "help", { query: "wifi password" });
    expect(mode).toBe("hybrid");
    expect(results[0]).toMatchObject({
      rank: 1,
      score: expect.closeTo(0.8, 1) as number,
      ranks: { fullText: 1, vector: 1 },
      citation: { externalId: "wifi", title: "Router", section: "Router › Password", position: 0 },
    });
    expect(results[0]!.citation.snippet).toContain("wifi password is on the back");
  });

  it("keeps depth and least score, and narrows by metadata", async () => {
    const own = await knowledgeCtx(bench);
    await addCollection(own);
    const text = "The router is reset with the small button.";
    await addTexts(own, "help", {
      old: { text, metadata: { year: 2019, product: "A", isPublic: true } },
      new: { text, metadata: { year: 2026, product: "B" } },
      none: { text },
    });
    const find = async (filter: object[], mode = "hybrid") =>
      (await foundIn(own, "help", { query: "router", mode, filter })).sort();
    for (const mode of ["hybrid", "vector", "full_text"]) {
      expect(await find([{ field: "product", equals: "B" }], mode)).toEqual(["new"]);
      expect(await find([{ field: "year", gte: 2019, lte: 2020 }], mode)).toEqual(["old"]);
      expect(await find([{ field: "product", in: ["A", "B"] }], mode)).toEqual(["new", "old"]);
      expect(await find([{ field: "year", exists: false }], mode)).toEqual(["none"]);
      expect(await find([{ field: "isPublic", equals: true }], mode)).toEqual(["old"]);
      expect(await find([{ field: "product", gte: 5 }], mode)).toEqual([]);
      expect(await find([{ field: "product", equals: "' OR true --" }], mode)).toEqual([]);
    }
    expect(await foundIn(own, "help", { query: "router", depth: 1 })).toHaveLength(1);
    expect(await foundIn(own, "help", { query: "elephants", mode: "vector", minimumScore: 0.9 })).toEqual([]);
  });

  it("embeds only what changed when a document is sent again, and forgets what it said before", async () => {
    const own = await knowledgeCtx(bench);
    await addCollection(own, { chunkTokens: 40, overlapTokens: 0 });
    const paragraphs = Array.from({ length: 8 }, (_, index) => `## Part ${index}\n\nParagraph about topic${index}.`);
    await addTexts(own, "help", { guide: `# Guide\n\n${paragraphs.join("\n\n")}` });
    const before = bench.embedded.length;
    expect((await addTexts(own, "help", { guide: `# Guide\n\n${paragraphs.join("\n\n")}` })).documents).toMatchObject([
      { outcome: "unchanged" },
    ]);
    paragraphs[3] = "## Part 3\n\nSomething else about zebras.";
    expect((await addTexts(own, "help", { guide: `# Guide\n\n${paragraphs.join("\n\n")}` })).documents).toMatchObject([
      { outcome: "replaced" },
    ]);
    expect(bench.embedded.slice(before)).toEqual([expect.stringContaining("zebras")]);
    expect(await foundIn(own, "help", { query: "topic3", mode: "full_text" })).toEqual([]);
    expect(await foundIn(own, "help", { query: "zebras", mode: "full_text" })).toEqual(["guide"]);
    const { results } = await search(own, "help", { query: "zebras", mode: "vector" });
    expect(results[0]!.text).toContain("zebras");
    expect(results.every(({ text }) => !text.includes("topic3"))).toBe(true);
  });

  it("takes a deleted document out of every search at once, and brings it back without embedding it anew", async () => {
    const own = await knowledgeCtx(bench);
    await addCollection(own);
    const { documents } = await addTexts(own, "help", TEXTS);
    const id = documents.find(({ externalId }) => externalId === "wifi")!.id;
    await knowledge.deleteDocument(own, "help", id);
    for (const mode of ["hybrid", "vector", "full_text"])
      expect(await foundIn(own, "help", { query: "wifi password", mode })).not.toContain("wifi");
    await expect(knowledge.getDocument(own, "help", id)).rejects.toMatchObject({ code: "not_found" });
    const before = bench.embedded.length;
    const { jobId } = await knowledge.restoreDocument(own, "help", id);
    await untilFinished(own, jobId!);
    expect(bench.embedded).toHaveLength(before);
    expect((await foundIn(own, "help", { query: "wifi password" }))[0]).toBe("wifi");
    const { pieces, status } = await knowledge.getDocument(own, "help", id);
    expect(status).toBe("indexed");
    expect(pieces.map(({ position }) => position)).toEqual(pieces.map((_, index) => index));
  });

  it("shows another organization nothing, and finds nothing of it, whatever is asked", async () => {
    const [own, other] = [await knowledgeCtx(bench), await knowledgeCtx(bench)];
    await addCollection(own);
    const { documents } = await addTexts(own, "help", TEXTS);
    const id = documents[0]!.id;
    const attempts = [
      () => knowledge.getCollection(other, "help"),
      () => knowledge.updateCollection(other, "help", { name: "x" }),
      () => knowledge.deleteCollection(other, "help"),
      () => knowledge.restoreCollection(other, "help"),
      () => knowledge.listDocuments(other, "help", ListDocumentsQuery.parse({})),
      () => knowledge.getDocument(other, "help", id),
      () => knowledge.deleteDocument(other, "help", id),
      () => knowledge.reindexCollection(other, "help", ReindexInput.parse({})),
      () => knowledge.cancelIndexing(other, "help"),
      () => knowledge.addDocuments(other, "help", AddDocumentsInput.parse({ documents: [{ text: "x" }] })),
      () => search(other, "help", { query: "wifi" }),
    ];
    for (const attempt of attempts) await expect(attempt()).rejects.toMatchObject({ code: "not_found" });
    expect((await knowledge.listCollections(other, ListCollectionsQuery.parse({}))).items).toEqual([]);
    await addCollection(other);
    await addTexts(other, "help", { mine: "Only this is mine: wifi." });
    for (const mode of ["hybrid", "vector", "full_text"])
      expect(await foundIn(other, "help", { query: "wifi password money car", mode })).toEqual(["mine"]);
    await expect(knowledge.getDocument(other, "help", id)).rejects.toMatchObject({ code: "not_found" });
  });

  it("cannot be changed by someone who may only read", async () => {
    const own = await knowledgeCtx(bench);
    await addCollection(own);
    const { documents } = await addTexts(own, "help", TEXTS);
    const viewer = testCtx(bench.runtime, own.organizationId, "viewer");
    const attempts = [
      () => addCollection(viewer, { slug: "other" }),
      () => knowledge.updateCollection(viewer, "help", { name: "x" }),
      () => knowledge.deleteCollection(viewer, "help"),
      () => knowledge.restoreCollection(viewer, "help"),
      () => knowledge.addDocuments(viewer, "help", AddDocumentsInput.parse({ documents: [{ text: "x" }] })),
      () =>
        knowledge.uploadDocument(
          viewer,
          "help",
          { name: "a.txt" },
          { mediaType: "text/plain", bytes: Buffer.from("x") },
        ),
      () => knowledge.deleteDocument(viewer, "help", documents[0]!.id),
      () => knowledge.restoreDocument(viewer, "help", documents[0]!.id),
      () => knowledge.reindexCollection(viewer, "help", ReindexInput.parse({})),
      () => knowledge.cancelIndexing(viewer, "help"),
    ];
    for (const attempt of attempts) await expect(attempt()).rejects.toMatchObject({ code: "forbidden" });
    expect(await foundIn(viewer, "help", { query: "wifi", mode: "full_text" })).toEqual(["wifi"]);
  });

  it("audits what was changed, and undoes a deletion", async () => {
    const own = await knowledgeCtx(bench);
    await addCollection(own);
    await addTexts(own, "help", { a: "Text a." });
    await knowledge.updateCollection(own, "help", { name: "Help center" });
    await knowledge.deleteCollection(own, "help");
    await expect(search(own, "help", { query: "text" })).rejects.toMatchObject({ code: "not_found" });
    await expect(addCollection(own)).rejects.toMatchObject({ code: "conflict", field: "slug" });
    await knowledge.restoreCollection(own, "help");
    expect(await knowledge.getCollection(own, "help")).toMatchObject({
      name: "Help center",
      documentCount: 1,
      chunkCount: 1,
      dimensions: 512,
      documentsByStatus: { indexed: 1, waiting: 0 },
    });
    expect(await foundIn(own, "help", { query: "text" })).toEqual(["a"]);
    const { items } = await listAudit(own, ListAuditQuery.parse({ subjectType: "knowledge_collection" }));
    expect(items.map(({ action }) => action)).toEqual([
      "knowledge_collection.restore",
      "knowledge_collection.delete",
      "knowledge_collection.update",
      "knowledge_document.put",
      "knowledge_collection.create",
    ]);
  });

  it("says which of several documents cannot be read, and then adds none of them", async () => {
    const own = await knowledgeCtx(bench);
    await addCollection(own);
    const documents = [{ text: "fine" }, { text: "<script>alert(1)</script>", mediaType: "text/html" }];
    await expect(knowledge.addDocuments(own, "help", AddDocumentsInput.parse({ documents }))).rejects.toMatchObject({
      code: "invalid_input",
      field: "documents.1.text",
    });
    expect((await knowledge.getCollection(own, "help")).documentCount).toBe(0);
    await expect(addCollection(own, { slug: "x", embeddingModel: "local/embedd" })).rejects.toMatchObject({
      field: "embeddingModel",
      message: expect.stringContaining("did you mean `local/embed`?") as string,
    });
  });

  it("is measured on labelled questions in every mode", async () => {
    const own = await knowledgeCtx(bench);
    await addCollection(own);
    await addTexts(own, "help", TEXTS);
    const judge = (queries: object[]) =>
      knowledge.evaluateCollection(own, "help", EvaluateInput.parse({ queries, k: 1 }));
    const judged = await judge([
      { query: "wifi password", relevant: { wifi: 2 } },
      { query: "automobile", relevant: { car: 2 } },
    ]);
    expect(judged.map(({ mode, queries, recall }) => [mode, queries, recall])).toEqual([
      ["hybrid", 2, 1],
      ["full_text", 2, 0.5],
      ["vector", 2, 1],
    ]);
    await expect(judge([{ query: "wifi", relevant: {} }])).rejects.toMatchObject({ field: "queries" });
    const other = await knowledgeCtx(bench);
    const stranger = knowledge.evaluateCollection(
      other,
      "help",
      EvaluateInput.parse({ queries: [{ query: "x", relevant: { a: 1 } }] }),
    );
    await expect(stranger).rejects.toMatchObject({ code: "not_found" });
  });

  it("answers searches of an empty collection, and of words that no language knows", async () => {
    const own = await knowledgeCtx(bench);
    await addCollection(own, { language: "simple" });
    for (const query of ["anything", "!!! ???", "a & b | c <-> !d ':*", "the of and"]) {
      expect(await foundIn(own, "help", { query })).toEqual([]);
    }
    await addTexts(own, "help", { a: "The of and." });
    for (const query of ["!!!", "a & b | c <-> !d ':*"])
      expect((await search(own, "help", { query })).results.length).toBeLessThanOrEqual(1);
    expect(await foundIn(own, "help", { query: "the", mode: "full_text" })).toEqual(["a"]);
  });
});
