import { existsSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

/** Folder of this project; every script works from here, wherever it was called. */
export const root = path.dirname(path.dirname(path.dirname(fileURLToPath(import.meta.url))));

export const inRoot = (...parts) => path.join(root, ...parts);

/** Lets `.env.local` and `.env` supply what the shell does not set, as Next and the server do. */
export function loadEnvironmentFiles() {
  process.chdir(root);
  for (const file of [".env.local", ".env"]) if (existsSync(file)) process.loadEnvFile(file);
}
