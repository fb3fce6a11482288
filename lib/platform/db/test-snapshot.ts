import { createHash } from "node:crypto";
import { mkdir, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { migrate } from "./migrate";
import { readMigrations } from "./read-migrations";
import { openEmbeddedDatabase } from "./embedded-database";

let snapshot: Promise<Uint8Array<ArrayBuffer>> | null = null;

/**
 * A migrated, empty embedded database as a tar. Creating one takes seconds, opening a copy a fraction, so it is kept
 * for this process and, beside the packages, for the next ones until migrations or database version change.
 */
export function migratedSnapshot(): Promise<Uint8Array<ArrayBuffer>> {
  return (snapshot ??= loadSnapshot());
}

async function loadSnapshot(): Promise<Uint8Array<ArrayBuffer>> {
  const migrations = await readMigrations();
  const hash = createHash("sha256").update(await readFile("node_modules/@electric-sql/pglite/package.json"));
  for (const { checksum } of migrations) hash.update(checksum);
  const folder = path.join("node_modules", ".cache", "ai-gym");
  const file = path.join(folder, `database-${hash.digest("hex").slice(0, 16)}.tar`);
  const cached = await readFile(file).catch(() => null);
  if (cached) return new Uint8Array(cached);

  const embedded = await openEmbeddedDatabase({ folder: null, snapshot: null });
  try {
    await migrate(embedded.pool, migrations);
    const dump = await embedded.dump();
    await mkdir(folder, { recursive: true });
    await writeFile(`${file}.${process.pid}`, dump);
    await rename(`${file}.${process.pid}`, file);
    await dropOthers(folder, path.basename(file));
    return dump;
  } finally {
    await embedded.close();
  }
}

/** Each is some 40 MB, and only the current one is of use. */
async function dropOthers(folder: string, current: string): Promise<void> {
  const names = await readdir(folder);
  const others = names.filter((name) => /^database-\w+\.tar$/.test(name) && name !== current);
  await Promise.all(others.map((name) => rm(path.join(folder, name), { force: true })));
}
