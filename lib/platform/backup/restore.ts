import { createReadStream, createWriteStream, existsSync } from "node:fs";
import { mkdir, readFile, rename, rm } from "node:fs/promises";
import path from "node:path";
import { pipeline } from "node:stream/promises";
import { createGunzip } from "node:zlib";
import { z } from "zod";
import { lockDataFolder } from "../db";
import { conflict, invalidInput, messageOf } from "../errors";
import { FORMAT, MANIFEST } from "./back-up";
import { dataNames } from "./data-files";
import { unpackTar } from "./tar";

const Manifest = z.object({ format: z.literal(FORMAT), createdAt: z.iso.datetime() });

export type Restored = {
  /** When the backup was made. */
  createdAt: string;
  /** Where what was in the folder is now; null when it was empty. */
  movedTo: string | null;
};

/**
 * Puts a backup into the data folder. The whole file is unpacked and checked before anything is touched; what was there
 * is moved aside with `replace`, never deleted. Throws `invalid_input` for a file that is damaged or none of ours,
 * `conflict` when the folder is in use without `replace`, `unavailable` while a process uses it.
 */
export async function restore(
  dataDir: string,
  file: string,
  { now, replace }: { now: Date; replace: boolean },
): Promise<Restored> {
  if (!existsSync(file)) throw invalidInput(`There is no file ${file}`);
  const lock = await lockDataFolder(dataDir);
  const fresh = path.join(dataDir, "restoring");
  try {
    const existing = await dataNames(dataDir);
    if (existing.length > 0 && !replace) {
      throw conflict(`${dataDir} holds data already. Add --replace: it is moved aside, not deleted`);
    }
    await rm(fresh, { recursive: true, force: true });
    const { createdAt } = await unpack(file, fresh);
    const movedTo = existing.length > 0 ? path.join(dataDir, `before-restore-${stamp(now)}`) : null;
    if (movedTo) await moveAll(existing, dataDir, movedTo);
    await moveAll(await dataNames(fresh), fresh, dataDir);
    return { createdAt, movedTo };
  } finally {
    await rm(fresh, { recursive: true, force: true });
    await lock.release();
  }
}

async function unpack(file: string, folder: string): Promise<{ createdAt: string }> {
  await mkdir(folder, { mode: 0o700 });
  try {
    for await (const { name, mode, content } of unpackTar(unzipped(file))) {
      const place = path.join(folder, name);
      if (content) await pipeline(content, createWriteStream(place, { flags: "wx", mode }));
      else await mkdir(place, { mode: mode | 0o700 });
    }
    const manifest = Manifest.safeParse(JSON.parse(await readFile(path.join(folder, MANIFEST), "utf8")));
    if (!manifest.success) throw new Error("it was made by another version");
    if (!existsSync(path.join(folder, "database", "PG_VERSION"))) throw new Error("it holds no database");
    await rm(path.join(folder, MANIFEST));
    return manifest.data;
  } catch (error) {
    throw invalidInput(`${file} cannot be restored, and nothing was changed: ${messageOf(error)}`, { cause: error });
  }
}

/** A file that is cut short or no gzip fails whoever reads it, and nothing else. */
async function* unzipped(file: string): AsyncGenerator<Uint8Array> {
  const source = createReadStream(file);
  const unzip = createGunzip();
  source.on("error", (error) => unzip.destroy(error));
  unzip.on("error", () => undefined);
  source.pipe(unzip);
  try {
    yield* unzip as AsyncIterable<Uint8Array>;
  } finally {
    source.destroy();
    unzip.destroy();
  }
}

async function moveAll(names: readonly string[], from: string, to: string): Promise<void> {
  await mkdir(to, { recursive: true, mode: 0o700 });
  for (const name of names) await rename(path.join(from, name), path.join(to, name));
}

const stamp = (now: Date): string => now.toISOString().replace(/[:.]/g, "-");
