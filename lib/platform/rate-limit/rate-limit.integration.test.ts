import { randomUUID } from "node:crypto";
import net from "node:net";
import { Redis } from "ioredis";
import { afterEach, describe, expect, it, vi } from "vitest";
import { createRateLimiter, type RateLimiter } from ".";

const REDIS_URL = process.env.TEST_REDIS_URL ?? "redis://127.0.0.1:6379";
const isRequired = process.env.REQUIRE_SERVICES === "1";
const isUp = await answers(REDIS_URL);
if (!isUp)
  console.error("Redis does not answer: its tests are skipped. Set TEST_REDIS_URL, or REQUIRE_SERVICES=1 to insist");

async function answers(url: string): Promise<boolean> {
  const redis = new Redis(url, { lazyConnect: true, retryStrategy: () => null, connectTimeout: 1_000 });
  redis.on("error", () => {});
  return redis
    .connect()
    .then(
      () => true,
      () => false,
    )
    .finally(() => redis.disconnect());
}

const log = { warn: vi.fn(), info: vi.fn() };
const closing: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

function limiterAt(redisUrl: string, timeoutMs = 10_000): RateLimiter {
  const limiter = createRateLimiter({ redisUrl, log, timeoutMs });
  closing.push(limiter.close);
  return limiter;
}

/** A way to Redis that the test can cut, hang and restore. */
async function startProxy(target: URL) {
  const sockets = new Set<net.Socket>();
  let isHanging = false;
  const server = net.createServer((client) => {
    const upstream = net.connect(Number(target.port || 6379), target.hostname);
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket.on("error", () => socket.destroy());
      socket.on("close", () => sockets.delete(socket));
    }
    client.on("data", (data) => {
      if (!isHanging) upstream.write(data);
    });
    upstream.on("data", (data) => client.write(data));
    client.on("close", () => upstream.destroy());
    upstream.on("close", () => client.destroy());
  });
  const listen = (port: number) => new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  await listen(0);
  const { port } = server.address() as net.AddressInfo;
  const cut = async () => {
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => server.close(resolve));
  };
  closing.push(() => (server.listening ? cut() : undefined));
  return {
    url: `redis://127.0.0.1:${port}`,
    cut,
    restore: () => listen(port),
    hang: (value: boolean) => (isHanging = value),
  };
}

const untilShared = (limiter: RateLimiter) =>
  vi.waitFor(
    async () => {
      await limiter.hit(randomUUID(), { limit: 1, windowMs: 1_000 });
      expect(limiter.mode()).toBe("redis");
    },
    { timeout: 20_000, interval: 20 },
  );

describe.skipIf(!isUp && !isRequired)("createRateLimiter with Redis", () => {
  it("shares one limit between replicas, exactly, also for concurrent hits", async () => {
    const replicas = [limiterAt(REDIS_URL), limiterAt(REDIS_URL)];
    await Promise.all(replicas.map(untilShared));
    const key = randomUUID();
    const hits = await Promise.all(
      Array.from({ length: 40 }, (_, index) => replicas[index % 2]!.hit(key, { limit: 10, windowMs: 3_600_000 })),
    );
    expect(hits.filter((hit) => hit.allowed)).toHaveLength(10);
    expect(hits.find((hit) => !hit.allowed)!.resetAt.getTime()).toBeGreaterThan(Date.now() - 1_000);
  });

  it("takes and gives back units for all replicas", async () => {
    const replicas = [limiterAt(REDIS_URL), limiterAt(REDIS_URL)];
    await Promise.all(replicas.map(untilShared));
    const key = randomUUID();
    const limits = { limit: 1_000, windowMs: 3_600_000 };
    const taken = await replicas[0]!.hit(key, limits, 900);
    expect(taken).toMatchObject({ allowed: true, remaining: 100 });
    expect(await replicas[1]!.hit(key, limits, 200)).toMatchObject({ allowed: false, remaining: 100 });
    await replicas[0]!.adjust(key, limits, -850, taken.resetAt);
    expect(await replicas[1]!.hit(key, limits, 200)).toMatchObject({ allowed: true, remaining: 750 });
    await replicas[1]!.adjust(randomUUID(), limits, 5, taken.resetAt);
    expect(replicas.map((replica) => replica.mode())).toEqual(["redis", "redis"]);
  });

  it("gives units back to the window that they were taken from, also when that is over", async () => {
    const limiter = limiterAt(REDIS_URL);
    await untilShared(limiter);
    const key = randomUUID();
    const limits = { limit: 100, windowMs: 3_600_000 };
    const { resetAt } = await limiter.hit(key, limits, 60);
    const before = new Date(resetAt.getTime() - limits.windowMs);
    await limiter.adjust(key, limits, -60, before);
    expect(await limiter.hit(key, limits, 60)).toMatchObject({ allowed: false, remaining: 40 });
    await limiter.adjust(key, limits, -60, resetAt);
    expect(await limiter.hit(key, limits, 60)).toMatchObject({ allowed: true });
  });

  it("leaves nothing in Redis for ever", async () => {
    const limiter = limiterAt(REDIS_URL);
    await untilShared(limiter);
    const key = randomUUID();
    await limiter.hit(key, { limit: 1, windowMs: 60_000 });
    const redis = new Redis(REDIS_URL);
    closing.push(() => redis.disconnect());
    const restMs = await redis.pttl(`ai-gym:rate:60000:${key}`);
    expect(restMs).toBeGreaterThan(0);
    expect(restMs).toBeLessThanOrEqual(120_000);
  });

  it("fails no request when Redis dies, still limits, and shares again when it is back", async () => {
    const proxy = await startProxy(new URL(REDIS_URL));
    const limiter = limiterAt(proxy.url);
    await untilShared(limiter);
    await proxy.cut();
    const key = randomUUID();
    const hits = [];
    for (let index = 0; index < 20; index++) hits.push(await limiter.hit(key, { limit: 5, windowMs: 3_600_000 }));
    expect(hits.filter((hit) => hit.allowed)).toHaveLength(5);
    expect(limiter.mode()).toBe("fallback");
    await proxy.restore();
    await untilShared(limiter);
  });

  it("fails no request when Redis accepts connections and never answers", async () => {
    const proxy = await startProxy(new URL(REDIS_URL));
    const limiter = limiterAt(proxy.url, 500);
    await untilShared(limiter);
    proxy.hang(true);
    expect(await limiter.hit(randomUUID(), { limit: 5, windowMs: 60_000 })).toMatchObject({ allowed: true });
    expect(limiter.mode()).toBe("fallback");
  });
});

describe("createRateLimiter when Redis was never there", () => {
  it("limits within the process from the first request on, and says so once", async () => {
    log.warn.mockClear();
    const limiter = limiterAt("redis://127.0.0.1:1");
    const hits = [];
    for (let index = 0; index < 4; index++) hits.push(await limiter.hit("key", { limit: 2, windowMs: 3_600_000 }));
    expect(hits.map((hit) => hit.allowed)).toEqual([true, true, false, false]);
    expect(log.warn).toHaveBeenCalledTimes(1);
  });
});
