import { afterAll, beforeAll, expect, it } from "vitest";
import { newId } from "@/lib/platform/ids";
import { isUniqueViolation } from "./database-errors";
import { ensureExecutionPartitions } from "./ensure-execution-partitions";
import { maintainDatabase } from "./maintain-database";
import { type Prisma } from "./index";
import { describeEachDatabase, insertTestOrganization, type TestDatabase } from "./test-database";

const at = (iso: string) => new Date(iso);

function execution(organizationId: string, createdAt: Date): Prisma.ExecutionCreateManyInput {
  return {
    organizationId,
    createdAt,
    id: newId(createdAt.getTime()),
    taskSlug: "chat",
    category: "general",
    source: "recorded",
    operation: "chat",
    status: "success",
    requestId: "test",
    isStreaming: false,
  };
}

describeEachDatabase("the database", (open) => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await open();
  });
  afterAll(() => database.close());

  it("creates, reads, updates and deletes", async () => {
    const { db } = database;
    const organizationId = await insertTestOrganization(db);
    const key = { organizationId_name: { organizationId, name: "theme" } };
    const updatedAt = at("2026-02-03T04:05:06.789Z");
    await db.setting.create({ data: { organizationId, name: "theme", value: "dark", updatedAt } });
    await db.setting.update({ where: key, data: { value: "light" } });
    expect(await db.setting.findUnique({ where: key })).toEqual({
      organizationId,
      name: "theme",
      value: "light",
      updatedAt,
    });
    await db.setting.delete({ where: key });
    expect(await db.setting.findUnique({ where: key })).toBeNull();
  });

  it("reports a taken unique value as P2002, from Prisma and from raw SQL", async () => {
    const { db } = database;
    const id = await insertTestOrganization(db);
    const create = db.organization.create({ data: { id: newId(), slug: `test-${id}`, name: "Second" } });
    await expect(create).rejects.toMatchObject({ code: "P2002" });
    await expect(create.catch(isUniqueViolation)).resolves.toBe(true);
    const raw = db.$executeRaw`INSERT INTO organizations (id, slug, name) VALUES (${id}::uuid, 'other', 'Other')`;
    await expect(raw.catch(isUniqueViolation)).resolves.toBe(true);
  });

  it("returns every type exactly as it was stored", async () => {
    const { db } = database;
    const organizationId = await insertTestOrganization(db);
    const bytes = Uint8Array.from({ length: 1_000 }, (_, index) => index % 256);
    const createdAt = at("2026-03-29T00:59:59.999Z");
    await db.artefact.create({
      data: { organizationId, sha256: "a", bytes, sizeBytes: 1_000, contentType: "x", createdAt },
    });
    const artefact = await db.artefact.findFirstOrThrow({ where: { organizationId } });
    expect(new Uint8Array(artefact.bytes)).toEqual(bytes);
    expect(artefact.createdAt).toEqual(createdAt);

    const json = { text: "ä 漢字 \u{1f600} \" \\ ' $1", list: [1, 2.5, null, true], nested: { empty: {}, none: [] } };
    await db.setting.create({ data: { organizationId, name: "json", value: json, updatedAt: createdAt } });
    expect((await db.setting.findFirstOrThrow({ where: { organizationId } })).value).toEqual(json);

    const scopes = ["read", "a,b", 'say "hi"', "{}", "", "back\\slash", "NULL"];
    const key = { organizationId, id: newId(), name: "k", prefix: "p", hash: newId(), scopes, createdAt };
    await db.apiKey.create({ data: key });
    expect((await db.apiKey.findFirstOrThrow({ where: { organizationId } })).scopes).toEqual(scopes);

    const spent = {
      organizationId,
      dimension: "user",
      ref: "t",
      day: at("2026-01-01T00:00:00Z"),
      source: "s",
      costUsd: 0.1 + 0.2,
      count: 2_147_483_647,
      unpricedCount: -1,
      inputTokens: 2 ** 53,
      cacheReadTokens: -1e-17,
      cacheWriteTokens: 0,
      outputTokens: 1e15 / 3,
      reasoningTokens: 1,
      updatedAt: at("2026-01-01T00:00:00.001Z"),
    };
    await db.spendDay.create({ data: spent });
    expect(await db.spendDay.findFirstOrThrow({ where: { organizationId } })).toEqual(spent);

    const numbers = await db.$queryRaw`SELECT ${9_223_372_036_854_775_807n}::int8 AS big, ${-1n}::int8 AS small,
      ${1e15 / 3}::float8 AS third, ${123456.78901234567}::float8 AS digits, ${1e-17}::float8 AS tiny`;
    expect(numbers).toEqual([
      { big: 9_223_372_036_854_775_807n, small: -1n, third: 1e15 / 3, digits: 123456.78901234567, tiny: 1e-17 },
    ]);
  });

  it("works in UTC", async () => {
    const rows = await database.db
      .$queryRaw`SELECT current_setting('TimeZone') AS zone, ${at("2026-07-01T12:00:00Z")}::timestamptz AS time`;
    expect(rows).toEqual([{ zone: "UTC", time: at("2026-07-01T12:00:00Z") }]);
  });

  it("forgets all of a transaction that fails", async () => {
    const { db } = database;
    let id = "";
    const failing = db.$transaction(async (tx) => {
      id = newId();
      await tx.organization.create({ data: { id, slug: id, name: "Gone" } });
      throw new Error("changed my mind");
    });
    await expect(failing).rejects.toThrow("changed my mind");
    expect(await db.organization.findUnique({ where: { id } })).toBeNull();
  });

  it("forgets only the inner transaction when that one fails", async () => {
    const { db } = database;
    const [outer, inner] = [newId(), newId()];
    await db.$transaction(async (tx) => {
      await tx.organization.create({ data: { id: outer, slug: outer, name: "Outer" } });
      const nested = tx.$transaction(async (innerTx) => {
        await innerTx.organization.create({ data: { id: inner, slug: inner, name: "Inner" } });
        await innerTx.organization.create({ data: { id: newId(), slug: inner, name: "Taken" } });
      });
      await expect(nested).rejects.toMatchObject({ code: "P2002" });
    });
    const found = await db.organization.findMany({ where: { id: { in: [outer, inner] } } });
    expect(found.map((row) => row.id)).toEqual([outer]);
  });

  it("sets the isolation level that a transaction asks for", async () => {
    const level = await database.db.$transaction(
      (tx) => tx.$queryRaw<{ level: string }[]>`SELECT current_setting('transaction_isolation') AS level`,
      { isolationLevel: "Serializable" },
    );
    expect(level).toEqual([{ level: "serializable" }]);
  });

  it("loses no update among concurrent transactions", async () => {
    const { db } = database;
    const organizationId = await insertTestOrganization(db);
    const updatedAt = new Date(0);
    await db.setting.create({ data: { organizationId, name: "counter", value: 0, updatedAt } });
    const add = () =>
      db.$transaction(async (tx) => {
        const [row] = await tx.$queryRaw<{ value: number }[]>`
          SELECT value FROM settings WHERE organization_id = ${organizationId}::uuid AND name = 'counter' FOR UPDATE`;
        const where = { organizationId_name: { organizationId, name: "counter" } };
        await tx.setting.update({ where, data: { value: row!.value + 1 } });
      });
    await Promise.all(Array.from({ length: 30 }, add));
    expect((await db.setting.findFirstOrThrow({ where: { organizationId } })).value).toBe(30);
  });

  it("answers the next query after one that PostgreSQL refused", async () => {
    const { db } = database;
    await expect(db.$queryRaw`SELECT * FROM no_such_table`).rejects.toMatchObject({ code: "P2010" });
    expect(await db.$queryRaw`SELECT 1 AS one`).toEqual([{ one: 1 }]);
  });

  it("returns large results whole", async () => {
    const rows = await database.db.$queryRaw<{ n: number; text: string }[]>`
      SELECT n::int AS n, repeat('x', 200) AS text FROM generate_series(1, 20000) AS n`;
    expect(rows).toHaveLength(20_000);
    expect(rows.at(-1)).toEqual({ n: 20_000, text: "x".repeat(200) });
  });

  it("accepts an execution of any month and keeps it when that month gets its partition", async () => {
    const { db } = database;
    const organizationId = await insertTestOrganization(db);
    const now = at("2031-05-15T12:00:00Z");
    const dates = ["2031-05-01T00:00:00Z", "2031-04-30T23:59:59.999Z", "2030-12-24T00:00:00Z", "1999-01-01T00:00:00Z"];
    await db.execution.createMany({ data: dates.map((date) => execution(organizationId, at(date))) });

    // This month, two ahead, and the two of the last 24 months that hold rows.
    expect(await ensureExecutionPartitions(db, now, 2)).toBe(5);
    expect(await ensureExecutionPartitions(db, now, 2)).toBe(0);
    expect(await db.execution.count({ where: { organizationId } })).toBe(4);
    const places = await db.$queryRaw`
      SELECT tableoid::regclass::text AS place FROM executions
      WHERE organization_id = ${organizationId}::uuid ORDER BY created_at`;
    expect(places).toEqual([
      { place: "executions_default" },
      { place: "executions_2030_12" },
      { place: "executions_2031_04" },
      { place: "executions_2031_05" },
    ]);
  });

  it("creates partitions once when several processes ask at the same time", async () => {
    const now = at("2035-01-31T23:00:00Z");
    const counts = await Promise.all([1, 2, 3].map(() => ensureExecutionPartitions(database.db, now, 1)));
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(2);
  });

  it("allows one active version of a task's model, and refuses a second", async () => {
    const { db } = database;
    const organizationId = await insertTestOrganization(db);
    const version = (name: string, status: string) => ({
      organizationId,
      id: newId(),
      taskSlug: "t",
      modelSlug: "m",
      version: name,
      status,
      artefactSha256: "a",
      metrics: {},
      labels: [],
      createdAt: new Date(0),
    });
    await db.modelVersion.createMany({ data: [version("1.0.0", "inactive"), version("1.1.0", "active")] });
    const second = db.modelVersion.create({ data: version("1.2.0", "active") });
    await expect(second.catch(isUniqueViolation)).resolves.toBe(true);
  });

  it("keeps everything through its daily upkeep", async () => {
    const organizationId = await insertTestOrganization(database.db);
    await maintainDatabase(database, at("2026-05-05T00:00:00Z"));
    expect(await database.db.organization.findUnique({ where: { id: organizationId } })).not.toBeNull();
  });

  it("says that it answers", async () => {
    await expect(database.ping()).resolves.toBeUndefined();
    expect(database.isAlive()).toBe(true);
  });
});
