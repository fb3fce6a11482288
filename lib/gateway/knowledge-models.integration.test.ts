import OpenAI from "openai";
import { afterAll, beforeAll, expect, it } from "vitest";
import { letterVector } from "@/lib/cache/test-vectors";
import { addDocuments, createCollection, getCollection, searchCollection, uploadDocument } from "@/lib/knowledge";
import { BLUE, circle, draw, RED, toPng } from "@/lib/knowledge/images/test-images";
import { AddDocumentsInput, CreateCollectionInput, SearchInput, UploadDocumentQuery } from "@/lib/knowledge/schemas";
import { untilFinished } from "@/lib/knowledge/test-knowledge";
import { openTestDatabase, type TestDatabase } from "@/lib/platform/db/test-database";
import { addModel } from "./test-gateway";
import { startSearchGateway, type SearchGateway } from "./test-search-gateway";

let database: TestDatabase;
let gateway: SearchGateway;

beforeAll(async () => {
  database = await openTestDatabase("embedded");
  gateway = await startSearchGateway(database, { embed: async (texts) => texts.map(letterVector), documents: [] });
}, 60_000);

afterAll(async () => {
  await gateway.close();
  await database.close();
});

const collection = async (slug: string, upstreamId: string) => {
  const embeddingModel = await addModel(gateway, upstreamId, "embedding");
  return createCollection(gateway.ctx, CreateCollectionInput.parse({ slug, name: slug, embeddingModel }));
};

const texts = (count: number) =>
  AddDocumentsInput.parse({
    documents: Array.from({ length: count }, (_, index) => ({
      externalId: `d${index}`,
      text: index === 0 ? "Press the small button to reset the router." : `Invoice number ${index} is paid.`,
    })),
  });

const indexed = async (slug: string, count: number) => {
  const { jobId } = await addDocuments(gateway.ctx, slug, texts(count));
  const status = await untilFinished(gateway.ctx, jobId!);
  return { status, ...(await getCollection(gateway.ctx, slug)) };
};

it("a collection may be embedded by a provider: searched by meaning, paid for and recorded as calls", async () => {
  await collection("remote", "sim-embed");
  const { status, dimensions, documentsByStatus } = await indexed("remote", 4);
  expect({ status, dimensions, indexed: documentsByStatus.indexed }).toEqual({
    status: "succeeded",
    dimensions: 64,
    indexed: 4,
  });
  const { results } = await searchCollection(
    gateway.ctx,
    "remote",
    SearchInput.parse({ query: "reset the router button", mode: "vector", depth: 2 }),
  );
  expect(results[0]!.citation.externalId).toBe("d0");
  await gateway.runtime.recorder.flush();
  const calls = await database.db.execution.findMany({
    where: { organizationId: gateway.ctx.organizationId, operation: "embedding" },
  });
  expect(calls.length).toBeGreaterThanOrEqual(2);
  expect(
    calls.every(({ modelSlug, status: ended }) => modelSlug === "simulator/sim-embed" && ended === "success"),
  ).toBe(true);
});

it.each([
  ["nan", "sim-embed:nan", 3, "something other than numbers"],
  ["limited", "sim-embed:rate-limit", 3, "simulat"],
])(
  "a provider that gives no usable vectors (%s) fails the indexing in words, with nothing indexed",
  async (slug, model, count, message) => {
    await collection(slug, model);
    const { status, documentsByStatus, indexing, chunkCount } = await indexed(slug, count);
    expect(status).toBe("failed");
    expect(indexing!.error!.message).toContain(message);
    expect(documentsByStatus).toMatchObject({ indexed: 0, waiting: count });
    expect(chunkCount).toBe(0);
  },
);

it.each([
  ["changing", "sim-embed:other-dimensions", "dimensions"],
  ["breaking", "sim-embed:fails-later", "simulat"],
])(
  "a provider that fails half-way (%s) leaves whole documents only, and the rest wait",
  async (slug, model, message) => {
    await collection(slug, model);
    const { status, documentsByStatus, indexing, chunkCount } = await indexed(slug, 40);
    expect(status).toBe("failed");
    expect(indexing!.error!.message).toContain(message);
    expect(documentsByStatus.indexed + documentsByStatus.waiting).toBe(40);
    expect(documentsByStatus.indexed).toBeGreaterThan(0);
    expect(documentsByStatus.indexed).toBeLessThan(40);
    expect(chunkCount).toBe(documentsByStatus.indexed);
    const { results } = await searchCollection(
      gateway.ctx,
      slug,
      SearchInput.parse({ query: "invoice", mode: "full_text", depth: 100 }),
    );
    expect(results.length).toBeLessThanOrEqual(chunkCount);
  },
);

it("a picture finds pictures like it through the gateway, with its text and without; other addresses are not fetched", async () => {
  const { ctx } = gateway;
  const picture = (colour: typeof RED, side = 120) => toPng(draw({ side, shape: circle(0.5, 0.5, 0.3), colour }));
  for (const [name, colour] of [
    ["red.png", RED],
    ["blue.png", BLUE],
  ] as const) {
    const query = UploadDocumentQuery.parse({ name, caption: "A ball on a table" });
    const { jobId } = await uploadDocument(ctx, "help", query, { mediaType: "image/png", bytes: picture(colour) });
    await untilFinished(ctx, jobId!);
  }
  await gateway.configure("multimodal_search", { retrieval: { collection: "help", mode: "hybrid", depth: 5 } });
  const client = new OpenAI({ apiKey: gateway.key, baseURL: `${gateway.urls.node}/v1`, maxRetries: 0 });
  const ask = async (content: object[]) => {
    const answer = (await client.chat.completions.create({
      model: "auto",
      messages: [{ role: "user", content }],
      gym: { task: "multimodal_search" },
    } as never)) as { choices: { message: { content: string } }[] };
    return (JSON.parse(answer.choices[0]!.message.content) as { results: { id: string }[] }).results.map(
      ({ id }) => id,
    );
  };
  const image = (url: string) => ({ type: "image_url", image_url: { url } });
  const blue = `data:image/png;base64,${picture(BLUE, 64).toString("base64")}`;
  expect(await ask([image(blue)])).toEqual(["blue.png", "red.png"]);
  expect((await ask([{ type: "text", text: "ball" }, image(blue)]))[0]).toBe("blue.png");
  expect((await ask([{ type: "text", text: "ball on a table" }])).sort()).toEqual(["blue.png", "red.png"]);
  await expect(ask([image("https://example.com/ball.png")])).rejects.toMatchObject({ status: 400 });
  await expect(ask([image("data:image/png;base64,AAAA")])).rejects.toMatchObject({ status: 400 });
});
