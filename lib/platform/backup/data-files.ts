import { createReadStream } from "node:fs";
import { lstat, readdir } from "node:fs/promises";
import path from "node:path";
import type { TarEntry } from "./tar";

/** Of a data folder: what is made anew when it is missing, what belongs to a running process, and earlier states. */
const LEFT_OUT = /^(cache|data\.lock.*|restoring|before-restore-.*)$/;

/** Names of what belongs into a backup, at the top of a data folder. */
export async function dataNames(dataDir: string): Promise<string[]> {
  return (await readdir(dataDir)).filter((name) => !LEFT_OUT.test(name)).sort();
}

/** Everything of a data folder that belongs into a backup, folders before what is in them. */
export async function* dataFiles(dataDir: string): AsyncGenerator<TarEntry> {
  for (const name of await dataNames(dataDir)) yield* filesAt(dataDir, name);
}

async function* filesAt(dataDir: string, name: string): AsyncGenerator<TarEntry> {
  const place = path.join(dataDir, name);
  const found = await lstat(place);
  const mode = found.mode & 0o777;
  if (found.isFile()) yield { name, mode, size: found.size, content: createReadStream(place) };
  else if (found.isDirectory()) {
    yield { name, mode, size: 0, content: null };
    for (const child of (await readdir(place)).sort()) yield* filesAt(dataDir, `${name}/${child}`);
  }
}
