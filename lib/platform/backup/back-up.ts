import { createWriteStream, existsSync } from "node:fs";
import { rename, rm, stat } from "node:fs/promises";
import path from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGzip } from "node:zlib";
import { lockDataFolder } from "../db";
import { conflict, invalidInput } from "../errors";
import { dataFiles } from "./data-files";
import { packTar, type TarEntry } from "./tar";

/** The first file of a backup says what it is. */
export const MANIFEST = "ai-gym-backup.json";
export const FORMAT = 1;

export type Backup = { file: string; bytes: number; entries: number };

/**
 * Packs the data folder (embedded database, secrets, executions not yet stored) into one file, a gzipped tar that only
 * its owner may read. Throws `unavailable` while a process uses the folder, since its files would not belong together,
 * `conflict` when the file exists, `invalid_input` when there is nothing to save.
 */
export async function backUp(dataDir: string, file: string, now: Date): Promise<Backup> {
  if (!existsSync(path.join(dataDir, "database", "PG_VERSION"))) {
    throw invalidInput(`${dataDir} holds no embedded database. Set DATA_DIR to the folder that AI Gym uses`);
  }
  if (existsSync(file)) throw conflict(`${file} exists already. Choose another name`);
  const lock = await lockDataFolder(dataDir);
  const part = `${file}.part`;
  let entries = 0;
  const counted = async function* (): AsyncGenerator<TarEntry> {
    yield manifest(now);
    for await (const entry of dataFiles(dataDir)) {
      entries++;
      yield entry;
    }
  };
  try {
    await pipeline(
      Readable.from(packTar(counted())),
      createGzip(),
      createWriteStream(part, { flags: "wx", mode: 0o600 }),
    );
    await rename(part, file);
    return { file, entries, bytes: (await stat(file)).size };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") await rm(part, { force: true });
    throw error;
  } finally {
    await lock.release();
  }
}

function manifest(now: Date): TarEntry {
  const bytes = Buffer.from(`${JSON.stringify({ format: FORMAT, createdAt: now.toISOString() })}\n`);
  return { name: MANIFEST, mode: 0o600, size: bytes.byteLength, content: Readable.from([bytes]) };
}
