import { existsSync } from "node:fs";
import { mkdir, readdir, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { unavailable, type AppError } from "@/lib/platform/errors";

/** Present from before the first file of a new database is written until it has been opened once. */
const CREATING_MARK = "database.creating";

export type DatabaseFolder = {
  /** Where the database files are, inside the data folder. */
  folder: string;
  /** Call when the database is open: from then on the folder holds somebody's data. */
  markCreated: () => Promise<void>;
};

const repairAdvice = (folder: string) =>
  `Nothing was deleted. Restore ${folder} from a backup, or move it away (for example to ${folder}.broken) ` +
  "and start again with an empty database";

/**
 * Makes the database folder of a data folder ready to be opened. A folder whose first creation was interrupted (kill,
 * full disk) is created again: nobody has ever used it. Throws `unavailable` when the folder holds something else.
 */
export async function prepareDatabaseFolder(dataDir: string): Promise<DatabaseFolder> {
  const folder = path.join(dataDir, "database");
  const mark = path.join(dataDir, CREATING_MARK);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  if (existsSync(mark)) {
    await rm(folder, { recursive: true, force: true });
    await mkdir(folder, { mode: 0o700 });
  }
  const files = await readdir(folder);
  if (files.length > 0 && !files.includes("PG_VERSION")) {
    throw unavailable(`${folder} holds files, but no database (PG_VERSION is missing). ${repairAdvice(folder)}`);
  }
  if (files.length === 0) await writeFile(mark, "");
  return { folder, markCreated: () => rm(mark, { force: true }) };
}

const SEVERITY = /(?:FATAL|PANIC|ERROR):\s*(.*)/;

/** Why the embedded database did not open, for the person at the terminal. A null folder means memory. */
export function cannotOpen(folder: string | null, message: string, lastLines: readonly string[]): AppError {
  const said = lastLines.map((line) => SEVERITY.exec(line)?.[1]).filter((text) => text !== undefined);
  const reason = said.at(-1) ?? message.split("\n")[0] ?? "no reason was given";
  const cause = new Error([message, ...lastLines].join("\n"));
  if (folder === null) return unavailable(`The embedded database cannot be opened: ${reason}`, { cause });
  const advice = reason.includes("No space left on device")
    ? "Free some space on that disk and try again; the data is kept"
    : repairAdvice(folder);
  return unavailable(`The embedded database in ${folder} cannot be opened: ${reason}. ${advice}`, { cause });
}
