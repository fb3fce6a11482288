import { randomUUID } from "node:crypto";
import net from "node:net";
import { Redis } from "ioredis";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { insertTestOrganization, openTestDatabase, type TestDatabase } from "@/lib/platform/db/test-database";
import { createLog } from "@/lib/platform/log";
import { createMetrics } from "@/lib/platform/metrics";
import type { ChatCompletion } from "@/lib/providers";
import { Configuration } from "@/lib/registry/schemas";
import { createResponseCache, type ResponseCache } from "./create-response-cache";
import { writePurge } from "./purge-store";
import { letterVector } from "./test-vectors";

const REDIS_URL = process.env.TEST_REDIS_URL ?? "redis://127.0.0.1:6379";
const isUp = await new Promise<boolean>((resolve) => {
  const redis = new Redis(REDIS_URL, { lazyConnect: true, retryStrategy: () => null, connectTimeout: 1_000 });
  redis.on("error", () => {});
  redis
    .connect()
    .then(
      () => resolve(true),
      () => resolve(process.env.REQUIRE_SERVICES === "1"),
    )
    .finally(() => redis.disconnect());
});

const closing: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase("embedded");
});
afterAll(() => database.close());

async function cacheAt(redisUrl: string): Promise<ResponseCache> {
  const cache = createResponseCache({
    db: database.db,
    embedder: { embed: async (texts) => texts.map(letterVector) },
    redisUrl,
    maxBytes: 1_000_000,
    now: () => new Date(),
    log: createLog({ level: "silent", isReadable: false }),
    metrics: createMetrics({ collectDefaults: false }),
    pollMs: 20,
  });
  await cache.start();
  closing.push(() => cache.stop());
  return cache;
}

const response: ChatCompletion = {
  id: "1",
  object: "chat.completion",
  created: 1,
  model: "m",
  choices: [{ index: 0, finish_reason: "stop", message: { role: "assistant", content: "Tomorrow" } }],
};

const configuration = Configuration.parse({});

const questionOf = (cache: ResponseCache, organizationId: string, content = "When?") =>
  cache.question(
    {
      organizationId,
      taskSlug: "general_chat",
      configuration,
      requestedModel: null,
      strategy: null,
      constraints: null,
      promptVersionId: null,
      userRef: null,
      request: { model: "auto", messages: [{ role: "user", content }] },
    },
    { mode: "exact", ttlSeconds: 60, minSimilarity: null },
  );

const found = async (cache: ResponseCache, organizationId: string) =>
  (await cache.find(questionOf(cache, organizationId), new AbortController().signal))?.answer.response ?? null;

const reachable = (cache: ResponseCache, isReachable = true) =>
  expect.poll(() => cache.status("").isRedisReachable, { timeout: 8_000 }).toBe(isReachable);

const keep = (cache: ResponseCache, organizationId: string) =>
  cache.store(questionOf(cache, organizationId), { model: "m", response, costUsd: 1 });

/** A way to Redis that can be cut and restored. */
async function startProxy() {
  const target = new URL(REDIS_URL);
  const sockets = new Set<net.Socket>();
  const server = net.createServer((client) => {
    const upstream = net.connect(Number(target.port || 6379), target.hostname);
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket.on("error", () => socket.destroy());
      socket.on("close", () => sockets.delete(socket));
    }
    client.pipe(upstream).pipe(client);
  });
  const listen = (port: number) => new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  await listen(0);
  const { port } = server.address() as net.AddressInfo;
  const cut = async () => {
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => server.close(resolve));
  };
  closing.push(() => (server.listening ? cut() : undefined));
  return { url: `redis://127.0.0.1:${port}`, cut, restore: () => listen(port) };
}

describe.runIf(isUp)("answers in Redis", () => {
  it("are those of all processes, and of one organization", async () => {
    const [first, second] = [await cacheAt(REDIS_URL), await cacheAt(REDIS_URL)];
    await Promise.all([reachable(first), reachable(second)]);
    const organizationId = randomUUID();
    keep(first, organizationId);
    await expect.poll(() => found(second, organizationId)).toEqual(response);
    expect(await found(second, randomUUID())).toBeNull();
  });

  it("that say they belong to another organization, or are none, are misses", async () => {
    const cache = await cacheAt(REDIS_URL);
    await reachable(cache);
    const redis = new Redis(REDIS_URL);
    closing.push(() => redis.disconnect());
    const organizationId = randomUUID();
    const name = `ai-gym:answer:${organizationId}:${questionOf(cache, organizationId).key.exact}`;
    const other = {
      organizationId: randomUUID(),
      taskSlug: "general_chat",
      model: "m",
      response,
      costUsd: 1,
      storedAtMs: Date.now(),
      expiresAtMs: Date.now() + 10_000,
    };
    const forged = [
      "not json",
      "{}",
      JSON.stringify(other),
      JSON.stringify({ ...other, organizationId, taskSlug: "email_writing" }),
      JSON.stringify({ ...other, organizationId, expiresAtMs: Date.now() - 1 }),
      JSON.stringify({ ...other, organizationId, response: { ...response, choices: [] } }),
    ];
    for (const text of forged) {
      await redis.set(name, text, "EX", 60);
      expect(await found(cache, organizationId), text).toBeNull();
    }
    await redis.set(name, JSON.stringify({ ...other, organizationId }), "EX", 60);
    expect(await found(cache, organizationId)).toEqual(response);
  });

  it("are passed over by every process when they were purged", async () => {
    const [first, second] = [await cacheAt(REDIS_URL), await cacheAt(REDIS_URL)];
    await Promise.all([reachable(first), reachable(second)]);
    const organizationId = await insertTestOrganization(database.db);
    keep(first, organizationId);
    await expect.poll(() => found(second, organizationId)).toEqual(response);
    await new Promise((resolve) => setTimeout(resolve, 2));
    await database.db.$transaction((tx) => writePurge(tx, organizationId, null, new Date()));
    await expect.poll(() => found(second, organizationId)).toBeNull();
    await expect.poll(() => found(first, organizationId)).toBeNull();
  });

  it("may go away in the middle and come back: no request fails or waits, and memory still answers", async () => {
    const proxy = await startProxy();
    const cache = await cacheAt(proxy.url);
    await reachable(cache);
    const [kept, unknown] = [randomUUID(), randomUUID()];
    keep(cache, kept);
    await proxy.cut();
    await reachable(cache, false);
    const beganMs = performance.now();
    expect(await found(cache, kept)).toEqual(response);
    expect(await found(cache, unknown)).toBeNull();
    keep(cache, unknown);
    expect(await found(cache, unknown)).toEqual(response);
    expect(performance.now() - beganMs).toBeLessThan(200);
    await proxy.restore();
    await reachable(cache);
    const later = randomUUID();
    keep(cache, later);
    const second = await cacheAt(REDIS_URL);
    await reachable(second);
    await expect.poll(() => found(second, later)).toEqual(response);
  });
});
