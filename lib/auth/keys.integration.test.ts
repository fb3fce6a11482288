import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { DELETE } from "@/app/api/v1/keys/[id]/route";
import { POST as ROTATE } from "@/app/api/v1/keys/[id]/rotate/route";
import { GET, POST } from "@/app/api/v1/keys/route";
import { GET as ME } from "@/app/api/v1/me/route";
import { describeEachDatabase, insertTestOrganization, type TestDatabase } from "@/lib/platform/db/test-database";
import { setRuntime } from "@/lib/platform/runtime";
import { createKeyCache } from "./key-cache";
import type { ApiKey, CreatedApiKey } from "./schemas";
import { call, insertTestKey, insertTestPerson, testAuthRuntime, type TestPerson } from "./test-auth";

describeEachDatabase("API keys", (open) => {
  let database: TestDatabase;
  let runtime: ReturnType<typeof testAuthRuntime>;
  let organizationId: string;
  let admin: TestPerson;

  beforeAll(async () => {
    database = await open();
    runtime = testAuthRuntime(database.db);
    setRuntime(runtime);
    organizationId = await insertTestOrganization(database.db);
    admin = await insertTestPerson(runtime, organizationId, "admin");
  });
  afterAll(async () => {
    await runtime.keys.dispose();
    await database.close();
  });

  const create = async (input: object = {}, as: object = admin) => {
    const { status, body } = await call(POST, { as, body: { name: "CI", scopes: ["read", "run"], ...input } });
    return { status, key: body.data as CreatedApiKey, error: body.error };
  };
  const list = async (query = "") => (await call(GET, { as: admin, query })).body.data as ApiKey[];
  const statusOf = async (key: string) => (await call(ME, { as: { key } })).status;

  it("are shown once, work at once, and are stored only as a hash", async () => {
    const { status, key } = await create({ name: "Website" });
    expect(status).toBe(201);
    expect(key.key).toMatch(/^gym_[\w-]{32}$/);
    expect(await statusOf(key.key)).toBe(200);
    const stored = await database.db.apiKey.findFirstOrThrow({ where: { id: key.id } });
    expect(JSON.stringify(stored)).not.toContain(key.key);
    const listed = (await list()).find((one) => one.id === key.id);
    expect(listed).toMatchObject({
      name: "Website",
      prefix: key.key.slice(0, 12),
      createdByName: "A admin",
      status: "active",
    });
    expect(JSON.stringify(listed)).not.toContain(key.key);
    const audit = await database.db.auditEntry.findFirstOrThrow({ where: { organizationId, subjectId: key.id } });
    expect(audit).toMatchObject({ action: "key.create", actorId: admin.userId });
    expect(JSON.stringify(audit)).not.toContain(key.key);
  });

  it("never get scopes that their maker does not have", async () => {
    const { key } = await insertTestKey(runtime, organizationId, { scopes: ["read", "admin"] });
    const { status, error } = await create({ scopes: ["read", "run"] }, { key });
    expect(status).toBe(403);
    expect(error).toMatchObject({ code: "forbidden", field: "scopes" });
    expect((await create({ scopes: ["read"] }, { key })).status).toBe(201);
  });

  it("refuse members without the admin scope, at every verb", async () => {
    const { keyId } = await insertTestKey(runtime, organizationId);
    for (const role of ["viewer", "member"] as const) {
      const person = await insertTestPerson(runtime, organizationId, role);
      expect((await call(GET, { as: person })).status).toBe(403);
      expect((await create({}, person)).status).toBe(403);
      expect((await call(DELETE, { as: person, method: "DELETE", params: { id: keyId } })).status).toBe(403);
      expect((await call(ROTATE, { as: person, params: { id: keyId }, body: {} })).status).toBe(403);
    }
  });

  it("do only what their scopes say", async () => {
    const { key } = await insertTestKey(runtime, organizationId, { scopes: ["run"] });
    expect(await statusOf(key)).toBe(403);
  });

  it("stop working at once where they are revoked, and may be revoked twice", async () => {
    const { key } = await create();
    expect(await statusOf(key.key)).toBe(200);
    const revoke = () => call(DELETE, { as: admin, method: "DELETE", params: { id: key.id } });
    expect((await revoke()).body.data).toMatchObject({ status: "revoked" });
    expect(await statusOf(key.key)).toBe(401);
    expect((await revoke()).status).toBe(200);
    expect(await database.db.auditEntry.count({ where: { subjectId: key.id, action: "key.revoke" } })).toBe(1);
    expect((await list()).some((one) => one.id === key.id)).toBe(false);
    expect((await list("?status=ended")).some((one) => one.id === key.id)).toBe(true);
  });

  it("stop working in other processes with the refresh that runs every two seconds", async () => {
    const { key } = await create();
    const elsewhere = createKeyCache(database.db, runtime.now, runtime.log);
    expect(await elsewhere.find(key.key)).toMatchObject({ keyId: key.id, organizationId });
    await call(DELETE, { as: admin, method: "DELETE", params: { id: key.id } });
    await elsewhere.refresh();
    expect(await elsewhere.find(key.key)).toBeNull();
    await elsewhere.dispose();
  });

  it("stop working at their expiry, without any refresh", async () => {
    const { key } = await create({ expiresAt: new Date(runtime.now().getTime() + 60_000).toISOString() });
    expect(await statusOf(key.key)).toBe(200);
    runtime.advanceMs(60_001);
    expect(await statusOf(key.key)).toBe(401);
    const past = await create({ expiresAt: "2020-01-01T00:00:00Z" });
    expect(past).toMatchObject({ status: 400, error: { field: "expiresAt" } });
  });

  it("overlap while they are rotated", async () => {
    const { key: old } = await create({ name: "Rotating" });
    const rotated = await call(ROTATE, { as: admin, params: { id: old.id }, body: { overlapHours: 2 } });
    const successor = rotated.body.data as CreatedApiKey;
    expect(successor).toMatchObject({ name: "Rotating", scopes: old.scopes, expiresAt: null });
    expect(await statusOf(old.key)).toBe(200);
    expect(await statusOf(successor.key)).toBe(200);
    runtime.advanceMs(2 * 3_600_000 + 1);
    expect(await statusOf(old.key)).toBe(401);
    expect(await statusOf(successor.key)).toBe(200);
    expect((await call(ROTATE, { as: admin, params: { id: old.id }, body: {} })).status).toBe(409);
  });

  it("cannot be rotated into scopes that the caller lacks", async () => {
    const { keyId } = await insertTestKey(runtime, organizationId, { scopes: ["read", "run", "admin"] });
    const { key } = await insertTestKey(runtime, organizationId, { scopes: ["read", "admin"] });
    expect((await call(ROTATE, { as: { key }, params: { id: keyId }, body: {} })).status).toBe(403);
  });

  it("of another organization do not exist", async () => {
    const { keyId } = await insertTestKey(runtime, await insertTestOrganization(database.db));
    expect((await call(DELETE, { as: admin, method: "DELETE", params: { id: keyId } })).status).toBe(404);
    expect((await call(ROTATE, { as: admin, params: { id: keyId }, body: {} })).status).toBe(404);
    expect((await call(DELETE, { as: admin, method: "DELETE", params: { id: "no-id" } })).status).toBe(404);
    expect((await list("?status=all&limit=200")).some((one) => one.id === keyId)).toBe(false);
  });

  it("are listed page by page without a gap", async () => {
    const all = await list("?status=all&limit=200");
    const first = await call(GET, { as: admin, query: "?status=all&limit=2" });
    const second = await call(GET, {
      as: admin,
      query: `?status=all&limit=200&cursor=${String(first.body.nextCursor)}`,
    });
    const ids = (keys: unknown) => (keys as ApiKey[]).map(({ id }) => id);
    expect([...ids(first.body.data), ...ids(second.body.data)]).toEqual(ids(all));
  });

  it("say when they were last used", async () => {
    const { key, keyId } = await insertTestKey(runtime, organizationId);
    expect(await statusOf(key)).toBe(200);
    await runtime.keys.refresh();
    const first = (await list("?limit=200")).find((one) => one.id === keyId)!.lastUsedAt!;
    expect(Math.abs(Date.parse(first) - runtime.now().getTime())).toBeLessThan(30_000);
  });

  it("are refused as unknown without asking the database twice", async () => {
    expect(await statusOf(`gym_${"x".repeat(32)}`)).toBe(401);
    expect(runtime.keys.find(`gym_${"x".repeat(32)}`)).toBeNull();
    expect(runtime.keys.find("short")).toBeNull();
  });

  describe("while the database is down", () => {
    it("go on working when they are known; unknown ones are 503, not 401; and all recovers by itself", async () => {
      const { key } = await insertTestKey(runtime, organizationId);
      const { key: other } = await insertTestKey(runtime, organizationId);
      let isDown = false;
      const db = database.db.$extends({
        query: {
          $allOperations: ({ args, query }) => (isDown ? Promise.reject(new Error("connection refused")) : query(args)),
        },
      }) as unknown as typeof database.db;
      const keys = createKeyCache(db, runtime.now, runtime.log);
      expect(await keys.find(key)).not.toBeNull();
      isDown = true;
      await keys.refresh();
      expect(keys.find(key)).toMatchObject({ organizationId });
      await expect(keys.find(other)).rejects.toMatchObject({ code: "unavailable" });
      isDown = false;
      expect(await keys.find(other)).not.toBeNull();
      await keys.dispose();
    });
  });
});
