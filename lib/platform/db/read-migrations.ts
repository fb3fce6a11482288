import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import path from "node:path";

export type Migration = {
  /** Folder name, such as `0001_foundation`; migrations are applied in the order of their names. */
  name: string;
  sql: string;
  /** SHA-256 of the file with unix line ends, hex: the same as Prisma's for such files. */
  checksum: string;
};

/** The folder that production builds, tests and the command line share. */
const defaultMigrationsDir = () => path.join(/* turbopackIgnore: true */ process.cwd(), "prisma", "migrations");

/** Reads all migrations, oldest first. Throws when the folder is missing or empty: a build without it cannot start. */
export async function readMigrations(folder: string = defaultMigrationsDir()): Promise<Migration[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  const names = entries
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
  if (names.length === 0) {
    throw new Error(
      `No migrations in ${folder}: start AI Gym from its own folder, and deploy prisma/migrations with it`,
    );
  }
  return Promise.all(names.map((name) => readMigration(folder, name)));
}

async function readMigration(folder: string, name: string): Promise<Migration> {
  const text = await readFile(path.join(folder, name, "migration.sql"), "utf8");
  const sql = text.replaceAll("\r\n", "\n");
  return { name, sql, checksum: createHash("sha256").update(sql).digest("hex") };
}
