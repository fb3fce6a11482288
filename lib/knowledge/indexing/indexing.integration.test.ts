import { afterAll, beforeAll, expect, it } from "vitest";
import { createJobRunner } from "@/lib/platform/jobs";
import { describeEachDatabase, type TestDatabase } from "@/lib/platform/db/test-database";
import * as knowledge from "..";
import { BLUE, circle, draw, RED, toPng } from "../images/test-images";
import { AddDocumentsInput, ListDocumentsQuery, ReindexInput, UploadDocumentQuery } from "../schemas";
import {
  addCollection,
  addTexts,
  foundIn,
  knowledgeCtx,
  search,
  testKnowledge,
  untilFinished,
  wordVector,
  type TestKnowledge,
} from "../test-knowledge";

describeEachDatabase("indexing", (open) => {
  let database: TestDatabase;
  let bench: TestKnowledge;
  let embed: (texts: readonly string[]) => Promise<Float32Array[]>;
  const usual = async (texts: readonly string[]) => texts.map(wordVector);

  beforeAll(async () => {
    database = await open();
    embed = usual;
    bench = testKnowledge(database.db, { embed: (texts) => embed(texts) });
  });
  afterAll(async () => {
    await bench.stop();
    await database.close();
  });

  const ball = (colour: "red" | "blue", side = 120) =>
    toPng(draw({ side, shape: circle(0.5, 0.5, 0.3), colour: colour === "red" ? RED : BLUE }));

  const many = (count: number) =>
    AddDocumentsInput.parse({
      documents: Array.from({ length: count }, (_, index) => ({
        externalId: `d${index}`,
        text: `Text number${index}.`,
      })),
    });

  it("can be cancelled, keeps what it did, and goes on where it stopped without embedding that again", async () => {
    const own = await knowledgeCtx(bench);
    await addCollection(own);
    let batches = 0;
    embed = async (texts) => {
      batches += 1;
      if (batches === 2) await knowledge.cancelIndexing(own, "help");
      return usual(texts);
    };
    const { jobId } = await knowledge.addDocuments(own, "help", many(60));
    expect(await untilFinished(own, jobId!)).toBe("cancelled");
    embed = usual;
    const { documentsByStatus: after } = await knowledge.getCollection(own, "help");
    expect(after.indexed).toBeGreaterThan(0);
    expect(after.waiting).toBe(60 - after.indexed);
    expect(after.indexing).toBe(0);
    const before = bench.embedded.length;
    const again = await knowledge.reindexCollection(own, "help", ReindexInput.parse({}));
    expect(again.waiting).toBe(after.waiting);
    expect(await untilFinished(own, again.jobId!)).toBe("succeeded");
    expect((await knowledge.getCollection(own, "help")).documentsByStatus.indexed).toBe(60);
    expect(bench.embedded.length - before).toBe(after.waiting);
  });

  it("refuses vectors that are no vectors, stores none of them, and says so", async () => {
    const own = await knowledgeCtx(bench);
    const wrong: [string, (text: string) => Float32Array][] = [
      ["something other than numbers", () => new Float32Array(512).fill(Number.NaN)],
      ["a vector of zeros", () => new Float32Array(512)],
      ["512 were expected", (text) => (text.includes("number3") ? new Float32Array(3).fill(1) : wordVector(text))],
    ];
    for (const [index, [message, vector]] of wrong.entries()) {
      const slug = `wrong-${index}`;
      await addCollection(own, { slug });
      embed = async (texts) => texts.map(vector);
      const { jobId } = await knowledge.addDocuments(own, slug, many(5));
      expect(await untilFinished(own, jobId!)).toBe("failed");
      const { indexing, documentsByStatus } = await knowledge.getCollection(own, slug);
      expect(indexing!.error!.message).toContain(message);
      expect(documentsByStatus).toMatchObject({ waiting: 5, indexed: 0 });
    }
    embed = usual;
  });

  it("goes on after the process that did it was killed", async () => {
    const own = await knowledgeCtx(bench);
    await addCollection(own);
    const { documents } = await addTexts(own, "help", { a: "Text a.", b: "Text b." });
    await database.db.knowledgeDocument.updateMany({
      where: { id: { in: documents.map(({ id }) => id) } },
      data: { status: "indexing", jobId: "00000000-0000-7000-8000-000000000000" },
    });
    const { jobId, waiting } = await knowledge.reindexCollection(own, "help", ReindexInput.parse({}));
    expect(waiting).toBe(2);
    expect(await untilFinished(own, jobId!)).toBe("succeeded");
    expect((await knowledge.getCollection(own, "help")).documentsByStatus.indexed).toBe(2);
  });

  it("takes documents that are sent at once by many, each once, in its newest form", async () => {
    const own = await knowledgeCtx(bench);
    await addCollection(own);
    const second = createJobRunner(bench.runtime, { handlers: { [knowledge.INDEXING_JOB]: knowledge.indexingJob } });
    second.start();
    const sent = await Promise.all(
      Array.from({ length: 8 }, (_, index) => addTexts(own, "help", { same: `Version number${index}.` })),
    );
    await second.stop(1_000);
    expect(new Set(sent.map(({ documents }) => documents[0]!.id)).size).toBe(1);
    const { items } = await knowledge.listDocuments(own, "help", ListDocumentsQuery.parse({}));
    expect(items).toMatchObject([{ externalId: "same", status: "indexed", chunkCount: 1 }]);
    const { results } = await search(own, "help", { query: "version", mode: "full_text" });
    expect(results).toHaveLength(1);
  });

  it("reads files, and says of each that it cannot read what is wrong with it", async () => {
    const own = await knowledgeCtx(bench);
    await addCollection(own);
    const upload = (name: string, bytes: Uint8Array, more: object = {}) =>
      knowledge.uploadDocument(own, "help", UploadDocumentQuery.parse({ name, ...more }), { mediaType: "", bytes });
    const { jobId } = await upload("guide.md", Buffer.from("# Guide\n\nHello zebra."), { metadata: '{"year":2026}' });
    await untilFinished(own, jobId!);
    const { results } = await search(own, "help", { query: "zebra", filter: [{ field: "year", gte: 2026 }] });
    expect(results[0]!.citation).toMatchObject({ externalId: "guide.md", title: "Guide", metadata: { year: 2026 } });
    const faults: [Promise<unknown>, object][] = [
      [upload("a.md", new Uint8Array()), { code: "invalid_input" }],
      [upload("a.bin", Buffer.from("x")), { code: "invalid_input", field: "mediaType" }],
      [upload("a.md", Buffer.from("x"), { metadata: "{" }), { field: "metadata" }],
      [upload("a.md", Buffer.from("x"), { metadata: '{"a":{"$gt":1}}' }), { field: "metadata.a" }],
      [upload("a.md", Buffer.from("x"), { metadata: '{"__proto__":1,"constructor":1}' }), { code: "invalid_input" }],
      [upload("a.md", Buffer.from("x"), { caption: "text" }), { field: "caption" }],
      [upload("a.md", new Uint8Array(20_000_001)), { code: "too_large" }],
    ];
    for (const [fault, wanted] of faults) await expect(fault).rejects.toMatchObject(wanted);
  });

  it("finds a picture by its caption, and by a picture that is alike", async () => {
    const own = await knowledgeCtx(bench);
    await addCollection(own);
    const pictures = { "red.png": "red", "blue.png": "blue" } as const;
    for (const [name, colour] of Object.entries(pictures)) {
      const query = UploadDocumentQuery.parse({ name, caption: `A ${colour} ball on a table` });
      const bytes = ball(colour);
      const { jobId } = await knowledge.uploadDocument(own, "help", query, { mediaType: "image/png", bytes });
      await untilFinished(own, jobId!);
    }
    await addTexts(own, "help", { text: "A text about a blue ball." });
    expect(await foundIn(own, "help", { query: "red", mode: "full_text" })).toEqual(["red.png"]);
    const image = `data:image/png;base64,${Buffer.from(ball("blue", 64)).toString("base64")}`;
    const { results } = await search(own, "help", { image });
    expect(results.map(({ citation }) => citation.externalId)).toEqual(["blue.png", "red.png"]);
    expect(results[0]).toMatchObject({ ranks: { image: 1, fullText: null }, citation: { mediaType: "image/png" } });
    expect((await foundIn(own, "help", { query: "blue ball", image }))[0]).toBe("blue.png");
    await expect(search(own, "help", { image: "data:image/png;base64,AAAA" })).rejects.toMatchObject({
      code: "invalid_input",
    });
  });
});
