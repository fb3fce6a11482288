import { spawnSync } from "node:child_process";
import { afterEach, describe, expect, it } from "vitest";
import { migrate } from "./migrate";
import { readMigrations, type Migration } from "./read-migrations";
import { openEmbeddedDatabase } from "./embedded-database";
import { migratedSnapshot } from "./test-snapshot";
import { createTestDatabase, isTestServerUp } from "./test-postgres";

const migration = (name: string, sql: string): Migration => ({ name, sql, checksum: `sum of ${sql.length}` });
const table = migration("0001_table", "CREATE TABLE things (id INT PRIMARY KEY); INSERT INTO things VALUES (1);");
const broken = migration("0002_broken", "INSERT INTO things VALUES (2); INSERT INTO things VALUES (1);");
const repaired = migration("0002_broken", "INSERT INTO things VALUES (2);");

const open = {
  embedded: async () => {
    const { pool, close } = await openEmbeddedDatabase({ folder: null, snapshot: await migratedSnapshot() });
    await pool.query("DROP SCHEMA public CASCADE; CREATE SCHEMA public");
    return { pool, close };
  },
  postgres: async () => {
    const { pool, drop } = await createTestDatabase({ isMigrated: false });
    return { pool, close: drop };
  },
};
const isServerUp = process.env.REQUIRE_SERVICES === "1" || (await isTestServerUp());

describe.each(isServerUp ? (["embedded", "postgres"] as const) : (["embedded"] as const))("migrations (%s)", (kind) => {
  let close = async () => {};
  afterEach(() => close());

  const openEmpty = async () => {
    const database = await open[kind]();
    ({ close } = database);
    return database.pool;
  };

  it("apply in order, once, and leave nothing of a failing one behind", async () => {
    const pool = await openEmpty();
    const ids = async () =>
      (await pool.query<{ id: number }>("SELECT id FROM things ORDER BY id")).rows.map(({ id }) => id);

    await expect(migrate(pool, [table, broken])).rejects.toThrow(/0002_broken failed: duplicate key/);
    expect(await ids()).toEqual([1]);
    await expect(migrate(pool, [table, broken])).rejects.toThrow(/0002_broken failed/);
    expect(await migrate(pool, [table, repaired])).toEqual(["0002_broken"]);
    expect(await migrate(pool, [table, repaired])).toEqual([]);
    expect(await ids()).toEqual([1, 2]);
    await expect(migrate(pool, [table, broken])).rejects.toThrow(/was changed after/);
    await expect(migrate(pool, [table])).rejects.toThrow(/newer than this version/);
  });

  it("apply once when several processes start together", async () => {
    const pool = await openEmpty();
    const runs = await Promise.all([1, 2, 3].map(() => migrate(pool, [table, repaired])));
    expect(runs.flat().sort()).toEqual(["0001_table", "0002_broken"]);
  });

  it("leave the rows that Prisma's own command line expects", async () => {
    const pool = await openEmpty();
    const migrations = await readMigrations();
    await migrate(pool, migrations);
    const { rows } = await pool.query(
      "SELECT migration_name, checksum, applied_steps_count, finished_at IS NOT NULL AS finished FROM _prisma_migrations",
    );
    expect(rows).toEqual(
      migrations.map(({ name, checksum }) => ({
        migration_name: name,
        checksum,
        applied_steps_count: 1,
        finished: true,
      })),
    );
  });
});

describe("the migrations folder", () => {
  it("builds exactly the Prisma schema", () => {
    const { status, stderr } = spawnSync(process.execPath, ["scripts/prisma-drift.mjs"], { encoding: "utf8" });
    expect(stderr).toBe("");
    expect(status).toBe(0);
  });

  it("is missed with a message that names it", async () => {
    await expect(readMigrations("/nowhere")).rejects.toThrow("No migrations in /nowhere");
  });
});
