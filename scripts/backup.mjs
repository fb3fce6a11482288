// Saves the data folder of the embedded database in one file: npm run backup -- --to FILE
import { register } from "tsx/esm/api";
import { argument } from "./steps/argument.mjs";
import { requireNode } from "./steps/require-node.mjs";
import { loadEnvironmentFiles } from "./steps/root.mjs";
import { fail, step } from "./steps/terminal.mjs";

const startedIn = process.cwd();
requireNode();
loadEnvironmentFiles();
const file = argument("--to", startedIn) ?? fail("Say where to: npm run backup -- --to backup.tar.gz");
if (process.env.DATABASE_URL) {
  fail(
    'The data is in PostgreSQL (DATABASE_URL). Save it with its own tool, also while AI Gym runs:\n\n  pg_dump --format=custom --file backup.dump "$DATABASE_URL"\n\n' +
      "Keep ENCRYPTION_KEY and NEXTAUTH_SECRET with it. docs/operations.md has the rest.",
  );
}

register();
try {
  const { backUp } = await import("../lib/platform/backup/index.ts");
  await step("Back up", async () => {
    const { bytes, entries } = await backUp(process.env.DATA_DIR || "data", file, new Date());
    return `${entries} files, ${(bytes / 1_000_000).toFixed(1)} MB in ${file}`;
  });
  console.log("\nIt holds the keys that decrypt stored provider keys: keep it as safe as those.\n");
} catch (error) {
  fail(error.message);
}
