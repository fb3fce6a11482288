import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import type { Ctx } from "./ctx";
import { describeEachDatabase, insertTestOrganization, type TestDatabase } from "./db/test-database";
import { invalidInput } from "./errors";
import { purgeIdempotencyRecords, withIdempotency } from "./idempotency";
import type { Runtime } from "./runtime";
import { hashToken } from "./secrets";
import { testCtx, testRuntime } from "./test-runtime";

const HOUR_MS = 3_600_000;

describeEachDatabase("withIdempotency", (open) => {
  let database: TestDatabase;
  let runtime: Runtime;
  let ctx: Ctx;
  let nowMs: number;
  let runs: number;

  beforeAll(async () => {
    database = await open();
  });
  afterAll(() => database.close());
  beforeEach(async () => {
    nowMs = Date.UTC(2026, 0, 1);
    runs = 0;
    runtime = testRuntime({ db: database.db, now: () => new Date(nowMs) });
    ctx = testCtx(runtime, await insertTestOrganization(database.db));
  });

  const request = (body = "{}", key = "k1") => ({
    key,
    method: "POST",
    path: "/api/v1/models",
    bodyHash: hashToken(body),
  });
  const answer =
    (status = 201) =>
    async () => {
      runs += 1;
      return Response.json({ data: { run: runs } }, { status });
    };
  const ask = (body?: string, status?: number, by = ctx) => withIdempotency(by, request(body), answer(status));

  it("runs once and gives the same answer again", async () => {
    const first = await ask();
    const second = await ask();
    expect(runs).toBe(1);
    expect(second.status).toBe(first.status);
    expect(await second.text()).toBe(await first.text());
    expect([first, second].map((response) => response.headers.get("idempotency-replayed"))).toEqual([null, "true"]);
  });

  it("refuses the key for another body", async () => {
    await ask('{"a":1}');
    await expect(ask('{"a":2}')).rejects.toMatchObject({
      code: "conflict",
      message: expect.stringMatching(/another request/),
    });
  });

  it("lets one of many concurrent requests run and tells the others that it still runs", async () => {
    let finish = () => {};
    const finished = new Promise<void>((resolve) => {
      finish = resolve;
    });
    const slow = async () => {
      await finished;
      return answer()();
    };
    const refusals: unknown[] = [];
    const attempts = Array.from({ length: 8 }, () => withIdempotency(ctx, request(), slow));
    for (const attempt of attempts) attempt.catch((error: unknown) => refusals.push(error));
    const settled = Promise.allSettled(attempts);
    await vi.waitFor(() => expect(refusals).toHaveLength(7), { timeout: 20_000 });
    for (const error of refusals) {
      expect(error).toMatchObject({ code: "conflict", message: expect.stringMatching(/still running/) });
    }
    finish();
    const results = await settled;
    expect(results.filter((result) => result.status === "fulfilled")).toHaveLength(1);
    expect(runs).toBe(1);
  });

  it.each([500, 502, 504])("keeps the answer %i, because the work may have been done", async (status) => {
    await ask("{}", status);
    expect((await ask()).status).toBe(status);
    expect(runs).toBe(1);
  });

  it.each([400, 402, 404, 409, 429, 503])(
    "does not keep the answer %i, so that the same key can try again",
    async (status) => {
      expect((await ask("{}", status)).status).toBe(status);
      expect((await ask("{}", 201)).status).toBe(201);
      expect(runs).toBe(2);
    },
  );

  it("keeps the failure of work that broke, and tells nothing of the inside the second time either", async () => {
    const broken = () => Promise.reject(new Error("connect postgres://gym:hunter22@db"));
    await expect(withIdempotency(ctx, request(), broken)).rejects.toThrow("connect");
    const second = await ask();
    expect([second.status, runs]).toEqual([500, 0]);
    expect(await second.text()).toMatch(/^\{"error":\{"code":"internal"(?!.*hunter22)/);
  });

  it("lets the same key try again after the work refused its input", async () => {
    await expect(withIdempotency(ctx, request(), () => Promise.reject(invalidInput("no")))).rejects.toThrow("no");
    expect((await ask()).status).toBe(201);
  });

  it("passes a stream on untouched and forgets the key", async () => {
    const stream = async () => new Response("data: 1\n\n", { headers: { "content-type": "text/event-stream" } });
    expect(await (await withIdempotency(ctx, request(), stream)).text()).toBe("data: 1\n\n");
    expect((await ask()).status).toBe(201);
  });

  it("replays an answer without a body", async () => {
    const empty = async () => new Response(null, { status: 204 });
    await withIdempotency(ctx, request(), empty);
    const second = await withIdempotency(ctx, request(), answer());
    expect([second.status, await second.text(), runs]).toEqual([204, "", 0]);
  });

  it("keeps the keys of different actors and organizations apart", async () => {
    await ask();
    await ask("{}", 201, testCtx(runtime, ctx.organizationId));
    await ask("{}", 201, { ...ctx, organizationId: await insertTestOrganization(database.db) });
    expect(runs).toBe(3);
  });

  it("stores no answer in the clear", async () => {
    await withIdempotency(ctx, request(), async () => Response.json({ key: "gym_shown-only-once" }));
    const rows = await database.db.idempotencyRecord.findMany({ where: { organizationId: ctx.organizationId } });
    expect(rows).toHaveLength(1);
    expect(JSON.stringify(rows)).not.toContain("shown-only-once");
    expect(await (await ask()).text()).toContain("gym_shown-only-once");
  });

  it("answers the same for 24 hours and then runs again", async () => {
    await ask();
    nowMs += 24 * HOUR_MS - 1;
    await ask();
    expect(runs).toBe(1);
    nowMs += 1;
    expect(await (await ask('{"other":"body"}')).json()).toEqual({ data: { run: 2 } });
  });

  it("frees a key whose process died, after a quarter of an hour", async () => {
    await new Promise<void>((begun) => {
      void withIdempotency(ctx, request(), () => {
        begun();
        return new Promise(() => {});
      });
    });
    nowMs += HOUR_MS / 4 - 1;
    await expect(ask()).rejects.toMatchObject({ code: "conflict" });
    nowMs += 1;
    expect((await ask()).status).toBe(201);
  });

  it("still answers when the answer could not be stored", async () => {
    const response = await withIdempotency(ctx, request(), async () => {
      Object.assign(ctx, {
        runtime: { ...runtime, environment: { ...runtime.environment, encryptionKey: Buffer.alloc(3) } },
      });
      return Response.json({ data: 1 });
    });
    expect(await response.json()).toEqual({ data: 1 });
  });

  describe("refuses a key", () => {
    it.each(["", "x".repeat(256), "é", "a\nb"])("such as %j", async (key) => {
      await expect(withIdempotency(ctx, request("{}", key), answer())).rejects.toMatchObject({ code: "invalid_input" });
      expect(runs).toBe(0);
    });

    it("but takes 255 characters", async () => {
      expect((await withIdempotency(ctx, request("{}", "x".repeat(255)), answer())).status).toBe(201);
    });
  });

  it("forgets old records when told to, and only those", async () => {
    await ask();
    nowMs += 24 * HOUR_MS + 1;
    await withIdempotency(ctx, request("{}", "new"), answer());
    await purgeIdempotencyRecords(database.db, new Date(nowMs));
    const keys = (await database.db.idempotencyRecord.findMany({ where: { organizationId: ctx.organizationId } })).map(
      (row) => row.key,
    );
    expect(keys).toEqual([expect.stringMatching(/ new$/)]);
  });
});
