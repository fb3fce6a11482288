import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { POST as run } from "@/app/api/v1/run/route";
import { PATCH as patchKey } from "@/app/api/v1/keys/[id]/route";
import { createKey, updateKey } from "@/lib/auth";
import { CreateKeyInput, type CreatedApiKey } from "@/lib/auth/schemas";
import { openTestDatabase, type TestDatabase } from "@/lib/platform/db/test-database";
import { createRateLimiter } from "@/lib/platform/rate-limit";
import { auditOf } from "@/lib/registry/test-registry";
import { startTestGateway, type TestGateway } from "./test-gateway";

let database: TestDatabase;
let gateway: TestGateway;

beforeAll(async () => {
  database = await openTestDatabase("embedded");
  gateway = await startTestGateway(database);
});
afterAll(async () => {
  await gateway.close();
  await database.close();
});

/** Within one window of the limiter, whenever the test runs. */
let nowMs = 0;
beforeEach(() => {
  nowMs = Math.floor(Date.now() / 60_000) * 60_000;
  const now = () => new Date(nowMs);
  const limiter = createRateLimiter({ redisUrl: null, log: gateway.runtime.log, now });
  Object.assign(gateway.runtime, { rateLimiter: limiter, now });
});

const BODY = { model: "simulator/sim-instant", messages: [{ role: "user", content: "Where is my card?" }] };

const keyWith = (limits: object): Promise<CreatedApiKey> =>
  createKey(gateway.ctx, CreateKeyInput.parse({ name: "limited", scopes: ["read", "run", "admin"], ...limits }));

const headersOf = (response: Response) =>
  Object.fromEntries([...response.headers].filter(([name]) => /^(x-ratelimit|retry)/.test(name)));

describe.each(["node", "request"] as const)("limits of an API key over the %s mount", (mount) => {
  const send = (key: string, body: object = BODY) =>
    fetch(`${gateway.urls[mount]}/v1/chat/completions`, {
      method: "POST",
      headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
      body: JSON.stringify(body),
    });

  it("tell requests that are left, refuse with 429 and Retry-After, and serve again when they say", async () => {
    const { key } = await keyWith({ requestsPerMinute: 2 });
    const first = await send(key);
    expect(first.status).toBe(200);
    expect(headersOf(first)).toEqual({
      "x-ratelimit-limit-requests": "2",
      "x-ratelimit-remaining-requests": "1",
      "x-ratelimit-reset-requests": "1m0s",
    });
    const stream = await send(key, { ...BODY, stream: true });
    expect(headersOf(stream)).toMatchObject({ "x-ratelimit-remaining-requests": "0" });
    await stream.text();
    const refused = await send(key);
    expect(refused.status).toBe(429);
    expect(await refused.json()).toMatchObject({ error: { code: "rate_limited", type: "rate_limit_error" } });
    const { "retry-after": retryAfter, ...others } = headersOf(refused);
    expect(others).toMatchObject({ "x-ratelimit-limit-requests": "2", "x-ratelimit-remaining-requests": "0" });
    nowMs += Number(retryAfter) * 1_000;
    expect((await send(key)).status).toBe(200);
  });

  it("count tokens by a guess before the call and by what it used after it", async () => {
    const { key } = await keyWith({ tokensPerMinute: 1_000 });
    const first = await send(key, { ...BODY, max_tokens: 900 });
    expect(headersOf(first)).toMatchObject({
      "x-ratelimit-limit-tokens": "1000",
      "x-ratelimit-remaining-tokens": "95",
    });
    const { usage } = (await first.json()) as { usage: { total_tokens: number } };
    const second = await send(key);
    expect(second.status).toBe(200);
    expect(headersOf(second)["x-ratelimit-remaining-tokens"]).toBe(String(1_000 - usage.total_tokens - 5));
    const refused = await send(key, { ...BODY, max_tokens: 990 });
    expect(refused.status).toBe(429);
    expect(headersOf(refused)["retry-after"]).toBeDefined();
  });

  it("count no tokens of a call that is refused before it begins", async () => {
    const { key } = await keyWith({ tokensPerMinute: 1_000 });
    expect((await send(key, { ...BODY, model: "simulator/none", max_tokens: 900 })).status).toBe(404);
    const served = await send(key, { ...BODY, max_tokens: 900 });
    expect(served.status).toBe(200);
    expect(headersOf(served)["x-ratelimit-remaining-tokens"]).toBe("95");
  });

  it("let a call pass that alone is larger than the limit, when nothing else was used", async () => {
    const { key } = await keyWith({ tokensPerMinute: 10 });
    expect((await send(key, { ...BODY, max_tokens: 500 })).status).toBe(200);
    expect((await send(key)).status).toBe(429);
  });

  it("cost a key without limits nothing, and are not told to it", async () => {
    const { key } = await keyWith({});
    expect(headersOf(await send(key))).toEqual({});
  });

  it("are counted in each process when Redis is lost, and fail no call", async () => {
    const limiter = createRateLimiter({ redisUrl: "redis://127.0.0.1:1", log: gateway.runtime.log });
    Object.assign(gateway.runtime, { rateLimiter: limiter, now: () => new Date() });
    const { key } = await keyWith({ requestsPerMinute: 3, tokensPerMinute: 100_000 });
    const statuses: number[] = [];
    for (let call = 0; call < 5; call++) statuses.push((await send(key)).status);
    await limiter.close();
    // The window of the minute may pass once in between.
    expect(statuses.slice(0, 3)).toEqual([200, 200, 200]);
    expect(limiter.mode()).toBe("fallback");
  });
});

describe("limits of an API key", () => {
  it("hold for /api/v1/run too, with the same headers", async () => {
    const { key } = await keyWith({ requestsPerMinute: 1 });
    const call = () =>
      run(
        new Request("http://127.0.0.1/api/v1/run", {
          method: "POST",
          headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
          body: JSON.stringify({ task: "general_chat", input: "Hello", model: BODY.model }),
        }),
        { params: Promise.resolve({}) },
      );
    const served = await call();
    expect(served.status).toBe(200);
    expect(headersOf(served)).toMatchObject({ "x-ratelimit-remaining-requests": "0" });
    const refused = await call();
    expect(refused.status).toBe(429);
    expect(headersOf(refused)).toMatchObject({ "x-ratelimit-limit-requests": "1" });
    expect(Number(headersOf(refused)["retry-after"])).toBeGreaterThan(0);
  });

  it("are changed at once, with an audit row, and kept by the key that replaces it", async () => {
    const { id, key } = await keyWith({ requestsPerMinute: 1 });
    const changed = await updateKey(gateway.ctx, id, { requestsPerMinute: 5, tokensPerMinute: 50 });
    expect(changed).toMatchObject({ name: "limited", requestsPerMinute: 5, tokensPerMinute: 50 });
    expect(await gateway.runtime.keys.find(key)).toMatchObject({
      rateLimits: { requestsPerMinute: 5, tokensPerMinute: 50 },
    });
    expect((await auditOf(gateway.ctx, id)).find(({ action }) => action === "key.update")).toMatchObject({
      before: { requestsPerMinute: 1, tokensPerMinute: null },
      after: { requestsPerMinute: 5, tokensPerMinute: 50 },
    });
    await updateKey(gateway.ctx, id, { requestsPerMinute: null, tokensPerMinute: null });
    expect(await gateway.runtime.keys.find(key)).toMatchObject({ rateLimits: null });
  });

  it.each([
    { requestsPerMinute: 0 },
    { requestsPerMinute: 1.5 },
    { tokensPerMinute: "many" },
    { tokensPerMinute: 1e12 },
    { unknown: 1 },
  ])("are refused when they are %j", async (body) => {
    const { id, key } = await keyWith({});
    const request = new Request(`http://127.0.0.1/api/v1/keys/${id}`, {
      method: "PATCH",
      headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
      body: JSON.stringify(body),
    });
    const answer = await patchKey(request, { params: Promise.resolve({ id }) });
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({ error: { code: "invalid_input", field: Object.keys(body)[0] } });
  });

  it("of another organization's key are not to be seen or changed", async () => {
    const { id } = await keyWith({});
    const stranger = { ...gateway.ctx, organizationId: "00000000-0000-7000-8000-000000000009" };
    await expect(updateKey(stranger, id, { requestsPerMinute: 1 })).rejects.toMatchObject({ code: "not_found" });
    const viewer = { ...gateway.ctx, scopes: new Set(["read"] as const) };
    await expect(updateKey(viewer, id, { requestsPerMinute: 1 })).rejects.toMatchObject({ code: "forbidden" });
  });
});
