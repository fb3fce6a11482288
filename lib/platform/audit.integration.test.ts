import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { listAudit, recordAudit } from "./audit";
import { ListAuditQuery } from "./audit-schemas";
import type { Ctx } from "./ctx";
import { describeEachDatabase, insertTestOrganization, type TestDatabase } from "./db/test-database";
import type { Runtime } from "./runtime";
import { testCtx, testRuntime } from "./test-runtime";

describeEachDatabase("the audit", (open) => {
  let database: TestDatabase;
  let runtime: Runtime;
  let ctx: Ctx;

  beforeAll(async () => {
    database = await open();
  });
  afterAll(() => database.close());
  beforeEach(async () => {
    runtime = testRuntime({ db: database.db });
    ctx = testCtx(runtime, await insertTestOrganization(database.db));
  });

  const change = (subjectId: string, values: { before?: unknown; after?: unknown } = {}) => ({
    action: "model.update",
    subjectType: "model",
    subjectId,
    before: null,
    after: null,
    ...values,
  });
  const list = (query: Record<string, unknown> = {}, by = ctx) => listAudit(by, ListAuditQuery.parse(query));

  it("says who changed what, when and why", async () => {
    await recordAudit(database.db, ctx, {
      ...change("m1", { before: { price: 1 }, after: { price: 2 } }),
      reason: "new price",
    });
    expect((await list()).items).toEqual([
      {
        id: expect.any(String),
        actor: { type: "user", id: ctx.actor.id, name: "Ada" },
        action: "model.update",
        subjectType: "model",
        subjectId: "m1",
        before: { price: 1 },
        after: { price: 2 },
        reason: "new price",
        requestId: "test-request",
        createdAt: expect.stringMatching(/^\d{4}-.*Z$/),
      },
    ]);
  });

  it("disappears with the transaction that made the change", async () => {
    const attempt = database.db.$transaction(async (tx) => {
      await recordAudit(tx, ctx, change("m1"));
      throw new Error("rolled back");
    });
    await expect(attempt).rejects.toThrow();
    expect((await list()).items).toEqual([]);
  });

  it("holds no secret, and text of any kind", async () => {
    await recordAudit(
      database.db,
      ctx,
      change("p1", { before: { encryptedKey: "hunter22" }, after: { apiKey: "hunter22", name: "a\0b", list: [1] } }),
    );
    const [entry] = (await list()).items;
    expect(JSON.stringify(entry)).not.toContain("hunter22");
    expect(entry!.after).toMatchObject({ name: "ab", list: [1] });
  });

  it("pages through everything once, newest first", async () => {
    for (let index = 0; index < 5; index++) await recordAudit(database.db, ctx, change(`m${index}`));
    const first = await list({ limit: 2 });
    const second = await list({ limit: 2, cursor: first.nextCursor });
    const third = await list({ limit: 2, cursor: second.nextCursor });
    const ids = [first, second, third].flatMap(({ items }) => items.map((entry) => entry.id));
    expect(new Set(ids).size).toBe(5);
    expect(ids).toEqual(ids.toSorted().toReversed());
    expect(third.nextCursor).toBeNull();
  });

  it("finds by subject, action and actor", async () => {
    await recordAudit(database.db, ctx, change("m1"));
    await recordAudit(database.db, testCtx(runtime, ctx.organizationId), { ...change("m2"), action: "model.delete" });
    const subjects = async (query: Record<string, unknown>) =>
      (await list(query)).items.map((entry) => entry.subjectId);
    expect(await subjects({ subjectType: "model", subjectId: "m1" })).toEqual(["m1"]);
    expect(await subjects({ action: "model.delete" })).toEqual(["m2"]);
    expect(await subjects({ actorId: ctx.actor.id })).toEqual(["m1"]);
  });

  it("shows only the own organization, and only to administrators", async () => {
    await recordAudit(database.db, ctx, change("m1"));
    expect((await list({}, testCtx(runtime, await insertTestOrganization(database.db)))).items).toEqual([]);
    await expect(list({}, testCtx(runtime, ctx.organizationId, "member"))).rejects.toMatchObject({ code: "forbidden" });
  });
});
