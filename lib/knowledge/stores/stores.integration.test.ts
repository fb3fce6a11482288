import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { describeEachDatabase, type TestDatabase } from "@/lib/platform/db/test-database";
import { createOutbound } from "@/lib/platform/outbound";
import { deleteDocument } from "../indexing/documents";
import {
  addCollection,
  addTexts,
  foundIn,
  knowledgeCtx,
  search,
  testKnowledge,
  type TestKnowledge,
} from "../test-knowledge";
import { PINECONE_KEY, startFakePinecone, type FakePinecone } from "./test-pinecone";

const TEXTS = {
  refund: "You get your money back within thirty days.",
  wifi: "The wifi password is on the back of the router.",
  car: "The company car is booked by the office.",
};

describeEachDatabase("every vector store", (open) => {
  let database: TestDatabase;
  let bench: TestKnowledge;
  let pinecone: FakePinecone;

  beforeAll(async () => {
    database = await open();
    pinecone = await startFakePinecone(512);
    bench = testKnowledge(database.db, { outbound: createOutbound({ allow: [new URL(pinecone.url).host] }) });
  });
  afterAll(async () => {
    await bench.stop();
    await pinecone.close();
    await database.close();
  });

  const given = (store: string) =>
    store === "pinecone" ? { store, pinecone: { host: pinecone.url, apiKey: PINECONE_KEY } } : { store };

  describe.each(["memory", "pgvector", "pinecone"] as const)("%s", (store) => {
    it("finds the nearest first, narrowed by metadata, and never another organization's", async ({ skip }) => {
      const reason = await bench.runtime.knowledge.stores[store].whyNot();
      if (reason !== null) {
        const own = await knowledgeCtx(bench);
        await expect(addCollection(own, given(store))).rejects.toMatchObject({ code: "invalid_input", field: "store" });
        expect(reason).toContain("install the extension");
        skip();
      }
      const [own, other] = [await knowledgeCtx(bench), await knowledgeCtx(bench)];
      await addCollection(own, given(store));
      await addCollection(other, given(store));
      const { documents } = await addTexts(own, "help", {
        ...TEXTS,
        tagged: { text: "The wifi of the office.", metadata: { place: "office" } },
      });
      await addTexts(other, "help", { theirs: "The wifi password of somebody else." });
      const nearest = (question: string, more: object = {}) =>
        foundIn(own, "help", { query: question, mode: "vector", ...more });
      expect((await nearest("automobile"))[0]).toBe("car");
      expect((await nearest("wifi password router"))[0]).toBe("wifi");
      expect(await nearest("wifi", { filter: [{ field: "place", equals: "office" }] })).toEqual(["tagged"]);
      expect((await nearest("wifi password of somebody else")).sort()).toEqual(["car", "refund", "tagged", "wifi"]);
      expect(await foundIn(other, "help", { query: "wifi money car", mode: "vector" })).toEqual(["theirs"]);
      const { results } = await search(own, "help", { query: "The wifi of the office.", mode: "vector" });
      expect(results[0]!.similarity).toBeGreaterThan(0.9);
      expect(results.every(({ similarity }) => similarity !== null && similarity <= 1.000_001)).toBe(true);

      await deleteDocument(own, "help", documents.find(({ externalId }) => externalId === "wifi")!.id);
      expect(await nearest("wifi password router")).not.toContain("wifi");
      await addTexts(own, "help", { car: "Bicycles are in the cellar." });
      expect((await nearest("bicycles"))[0]).toBe("car");
      const all = await search(own, "help", { query: "automobile", mode: "vector" });
      expect(all.results.every(({ text }) => !text.includes("company car"))).toBe(true);
    });
  });

  it("pinecone gets the key as a header only, keeps it encrypted, and each collection in its own namespace", async () => {
    const own = await knowledgeCtx(bench);
    await addCollection(own, given("pinecone"));
    await addTexts(own, "help", TEXTS);
    const row = await database.db.knowledgeCollection.findFirstOrThrow({
      where: { organizationId: own.organizationId },
    });
    expect(row.storeSecret).not.toContain(PINECONE_KEY);
    expect([...pinecone.namespaces.get(row.id)!.values()][0]).toEqual({
      id: expect.any(String) as string,
      values: expect.any(Array) as number[],
      metadata: { documentId: expect.any(String) as string },
    });
    const last = pinecone.calls.at(-1)!;
    expect(last.headers).toMatchObject({ "api-key": PINECONE_KEY, "x-pinecone-api-version": "2025-01" });
    const audit = await database.db.auditEntry.findMany({ where: { organizationId: own.organizationId } });
    expect(JSON.stringify(audit)).not.toContain(PINECONE_KEY);
  });

  it("pinecone's failures are told in words, without the key, and full text still answers", async () => {
    const own = await knowledgeCtx(bench);
    await addCollection(own, given("pinecone"));
    await addTexts(own, "help", TEXTS);
    for (const [status, code] of [
      [500, "unavailable"],
      [401, "upstream_failed"],
      [400, "upstream_failed"],
    ] as const) {
      pinecone.failNext(status, `{"message":"no ${PINECONE_KEY}"}`);
      await expect(search(own, "help", { query: "wifi" })).rejects.toMatchObject({
        code,
        message: expect.not.stringContaining(PINECONE_KEY) as string,
      });
    }
    pinecone.failNext(200, "not json");
    await expect(search(own, "help", { query: "wifi" })).rejects.toMatchObject({ code: "upstream_failed" });
    expect(await foundIn(own, "help", { query: "wifi", mode: "full_text" })).toEqual(["wifi"]);
  });

  it("pinecone at a private address that the operator did not allow is never called", async () => {
    const own = await knowledgeCtx(bench);
    await addCollection(own, { store: "pinecone", pinecone: { host: "http://127.0.0.1:9", apiKey: PINECONE_KEY } });
    const { jobId } = await addTexts(own, "help", TEXTS);
    const job = await database.db.job.findFirstOrThrow({ where: { id: jobId! } });
    expect(job.status).toBe("failed");
    expect(JSON.stringify(job.error)).toContain("Pinecone cannot be reached");
  });
});
