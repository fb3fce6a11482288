import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readFile, rm, truncate, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { isDatabaseDown } from "./database-errors";
import { openEmbeddedDatabase } from "./embedded-database";
import { openDatabase } from "./open-database";
import { insertTestOrganization } from "./test-database";
import { migratedSnapshot } from "./test-snapshot";

let dataDir: string;
beforeEach(async () => {
  dataDir = await mkdtemp(path.join(os.tmpdir(), "gym-data-"));
});
afterEach(() => rm(dataDir, { recursive: true, force: true }));

const open = () => openDatabase({ databaseUrl: null, dataDir });
const inside = (...parts: string[]) => path.join(dataDir, ...parts);

/** Fills the data folder with a migrated database, quicker than creating one. */
async function fillFolder(): Promise<void> {
  await mkdir(inside("database"));
  const database = await openEmbeddedDatabase({ folder: inside("database"), snapshot: await migratedSnapshot() });
  await database.close();
}

describe("the embedded database", () => {
  it("keeps every row it has accepted through kill -9, and refuses a second process until then", async () => {
    await fillFolder();
    const script = fileURLToPath(new URL("./__fixtures__/insert-until-killed.ts", import.meta.url));
    const child = spawn(process.execPath, ["--import", "tsx", script, dataDir], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    const accepted: string[] = [];
    for await (const id of createInterface({ input: child.stdout })) {
      accepted.push(id);
      if (accepted.length === 50) await expect(open()).rejects.toThrow(`process ${child.pid}`);
      if (accepted.length === 200) child.kill("SIGKILL");
    }

    const { db, close } = await open();
    const found = await db.organization.findMany({ select: { id: true } });
    const stored = new Set(found.map(({ id }) => id));
    expect(accepted.filter((id) => !stored.has(id))).toEqual([]);
    expect(stored.size).toBeLessThanOrEqual(accepted.length + 1);
    await close();
  });

  it("opens again after it was closed, with what was in it", async () => {
    await fillFolder();
    const first = await open();
    const id = await insertTestOrganization(first.db);
    await first.close();
    const second = await open();
    expect(await second.db.organization.findUnique({ where: { id } })).not.toBeNull();
    await second.close();
    expect(existsSync(inside("data.lock"))).toBe(false);
  });

  it("starts over when its first creation was interrupted", async () => {
    await fillFolder();
    await truncate(inside("database", "global", "pg_control"), 10);
    await writeFile(inside("database.creating"), "");
    const { db, close } = await open();
    expect(await db.organization.count()).toBe(0);
    await close();
    expect(existsSync(inside("database.creating"))).toBe(false);
  }, 180_000);

  it("says what to do with damaged files, deletes nothing and frees the folder", async () => {
    await fillFolder();
    const control = inside("database", "global", "pg_control");
    await truncate(control, 10);
    const refusal = expect.objectContaining({
      code: "unavailable",
      message: expect.stringMatching(/cannot be opened: .+ Nothing was deleted\. Restore .+ or move it away/) as string,
    }) as unknown;
    await expect(open()).rejects.toEqual(refusal);
    await expect(open()).rejects.toEqual(refusal);
    expect((await readFile(control)).length).toBe(10);
    expect(existsSync(inside("data.lock"))).toBe(false);
  });

  it("refuses a folder that holds something else", async () => {
    await mkdir(inside("database"));
    await writeFile(inside("database", "thesis.docx"), "years of work");
    await expect(open()).rejects.toThrow("PG_VERSION is missing");
    expect(await readFile(inside("database", "thesis.docx"), "utf8")).toBe("years of work");
  });
});

describe("the thread of the embedded database", () => {
  it("fails what is under way when it dies, and starts again with the next query", async () => {
    await fillFolder();
    const { pool, isAlive, crash, close } = await openEmbeddedDatabase({ folder: inside("database"), snapshot: null });
    await pool.query("CREATE TABLE marks (id INT)");
    await pool.query("INSERT INTO marks VALUES (1)");
    const slow = pool.query("SELECT count(*) FROM generate_series(1, 100000000)").catch((error: unknown) => error);
    const waiting = pool.query("INSERT INTO marks VALUES (2)");
    await crash();
    expect(isAlive()).toBe(false);
    expect(await slow).toMatchObject({ code: "unavailable" });
    expect(isDatabaseDown(await slow)).toBe(true);

    // The one that waited for the connection had not been sent, so it is served by the new thread.
    await waiting;
    expect((await pool.query("SELECT id FROM marks ORDER BY id")).rows).toEqual([{ id: 1 }, { id: 2 }]);
    expect(isAlive()).toBe(true);
    await close();
  });

  it("stays dead when the database was in memory", async () => {
    const { pool, crash, close } = await openEmbeddedDatabase({ folder: null, snapshot: await migratedSnapshot() });
    await pool.query("SELECT 1");
    await crash();
    await expect(pool.query("SELECT 1")).rejects.toMatchObject({ code: "unavailable" });
    await close();
  });

  it("gives a broken connection's successor a fresh session", async () => {
    const { pool, close } = await openEmbeddedDatabase({ folder: null, snapshot: await migratedSnapshot() });
    const client = await pool.connect();
    await client.query("BEGIN");
    await client.query("CREATE TABLE half_done (id INT)");
    client.release(true);
    const { rows } = await pool.query(
      "SELECT to_regclass('half_done') AS found, now() = statement_timestamp() AS fresh",
    );
    expect(rows).toEqual([{ found: null, fresh: true }]);
    await close();
  });
});
