import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { cp, mkdir, readdir, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { openDatabase } from "../db";
import { insertTestOrganization } from "../db/test-database";
import { openEmbeddedDatabase } from "../db/embedded-database";
import { migratedSnapshot } from "../db/test-snapshot";
import { backUp, restore } from ".";

const NOW = new Date("2026-03-01T12:00:00.000Z");

let root: string;
beforeEach(() => {
  root = mkdtempSync(path.join(os.tmpdir(), "gym-backup-"));
});
afterEach(() => rm(root, { recursive: true, force: true }));

const inside = (...parts: string[]) => path.join(root, ...parts);
const open = (name: string) => openDatabase({ databaseUrl: null, dataDir: inside(name) });

let template: { folder: string; id: string };
beforeAll(async () => {
  root = mkdtempSync(path.join(os.tmpdir(), "gym-backup-"));
  template = { folder: root, id: await create("data") };
}, 180_000);
afterAll(() => rm(template.folder, { recursive: true, force: true }));

/** A data folder as a process leaves it, with one organization; returns its id. */
async function fill(name: string): Promise<string> {
  await cp(path.join(template.folder, "data"), inside(name), { recursive: true });
  return template.id;
}

async function create(name: string): Promise<string> {
  await mkdir(inside(name, "database"), { recursive: true });
  const empty = await openEmbeddedDatabase({ folder: inside(name, "database"), snapshot: await migratedSnapshot() });
  await empty.close();
  const database = await open(name);
  const id = await insertTestOrganization(database.db);
  await database.close();
  writeFileSync(inside(name, "secrets.json"), "{}", { mode: 0o600 });
  await mkdir(inside(name, "spool"));
  writeFileSync(inside(name, "spool", "waiting.jsonl"), "{}\n");
  await mkdir(inside(name, "cache"));
  writeFileSync(inside(name, "cache", "large"), "x");
  return id;
}

async function has(name: string, id: string): Promise<boolean> {
  const { db, close } = await open(name);
  const found = await db.organization.findUnique({ where: { id } });
  await close();
  return found !== null;
}

describe("a backup", { timeout: 180_000 }, () => {
  it("brings database, secrets and what is not yet stored to another place", async () => {
    const id = await fill("data");
    const file = inside("backup.tar.gz");
    expect(await backUp(inside("data"), file, NOW)).toMatchObject({ file });
    expect(statSync(file).mode & 0o777).toBe(0o600);

    expect(await restore(inside("copy"), file, { now: NOW, replace: false })).toEqual({
      createdAt: NOW.toISOString(),
      movedTo: null,
    });
    expect((await readdir(inside("copy"))).sort()).toEqual(["database", "secrets.json", "spool"]);
    expect(statSync(inside("copy", "secrets.json")).mode & 0o777).toBe(0o600);
    expect(readFileSync(inside("copy", "spool", "waiting.jsonl"), "utf8")).toBe("{}\n");
    expect(await has("copy", id)).toBe(true);
    expect(await has("data", id)).toBe(true);
  });

  it("is an archive that any `tar` reads", async () => {
    await fill("data");
    await backUp(inside("data"), inside("backup.tar.gz"), NOW);
    const names = execFileSync("tar", ["-tzf", inside("backup.tar.gz")], { encoding: "utf8" }).split("\n");
    expect(names).toEqual(expect.arrayContaining(["ai-gym-backup.json", "database/PG_VERSION", "secrets.json"]));
    expect(names.filter((name) => name.startsWith("cache"))).toEqual([]);
  });

  it("is refused while a process uses the folder, in both directions", async () => {
    await fill("data");
    await backUp(inside("data"), inside("backup.tar.gz"), NOW);
    const running = await open("data");
    await expect(backUp(inside("data"), inside("second.tar.gz"), NOW)).rejects.toMatchObject({ code: "unavailable" });
    const replacing = restore(inside("data"), inside("backup.tar.gz"), { now: NOW, replace: true });
    await expect(replacing).rejects.toMatchObject({ code: "unavailable" });
    await running.close();
    expect(existsSync(inside("second.tar.gz"))).toBe(false);
  });

  it("replaces nothing unasked, and moves aside what it replaces", async () => {
    const id = await fill("data");
    await backUp(inside("data"), inside("backup.tar.gz"), NOW);
    await fill("other");
    const other = await open("other");
    const newer = await insertTestOrganization(other.db);
    await other.close();
    const file = inside("backup.tar.gz");
    await expect(restore(inside("other"), file, { now: NOW, replace: false })).rejects.toMatchObject({
      code: "conflict",
    });
    expect(await has("other", newer)).toBe(true);
    const { movedTo } = await restore(inside("other"), file, { now: NOW, replace: true });
    expect(await has("other", newer)).toBe(false);
    expect(await has("other", id)).toBe(true);
    expect(existsSync(path.join(movedTo!, "database", "PG_VERSION"))).toBe(true);
    await expect(backUp(inside("data"), file, NOW)).rejects.toMatchObject({ code: "conflict" });
  });

  it("that is cut short or none of ours changes nothing", async () => {
    const id = await fill("data");
    await backUp(inside("data"), inside("whole.tar.gz"), NOW);
    const bytes = readFileSync(inside("whole.tar.gz"));
    writeFileSync(inside("cut.tar.gz"), bytes.subarray(0, bytes.byteLength - 2_000));
    writeFileSync(inside("text.tar.gz"), "not an archive");
    for (const name of ["cut.tar.gz", "text.tar.gz", "missing.tar.gz"]) {
      const restoring = restore(inside("data"), inside(name), { now: NOW, replace: true });
      await expect(restoring, name).rejects.toMatchObject({ code: "invalid_input" });
    }
    expect((await readdir(inside("data"))).sort()).toEqual(["cache", "database", "secrets.json", "spool"]);
    expect(await has("data", id)).toBe(true);
    await expect(backUp(inside("nowhere"), inside("x.tar.gz"), NOW)).rejects.toMatchObject({ code: "invalid_input" });
  });
});
