// Puts a backup of the embedded database into the data folder: npm run restore -- --from FILE [--replace]
import { register } from "tsx/esm/api";
import { argument } from "./steps/argument.mjs";
import { requireNode } from "./steps/require-node.mjs";
import { loadEnvironmentFiles } from "./steps/root.mjs";
import { fail, step } from "./steps/terminal.mjs";

const startedIn = process.cwd();
requireNode();
loadEnvironmentFiles();
const file = argument("--from", startedIn) ?? fail("Say where from: npm run restore -- --from backup.tar.gz");
if (process.env.DATABASE_URL) {
  fail(
    'The data is in PostgreSQL (DATABASE_URL). Stop AI Gym and restore with its own tool:\n\n  pg_restore --clean --if-exists --dbname "$DATABASE_URL" backup.dump\n\n' +
      "docs/operations.md has the rest.",
  );
}

register();
try {
  const { restore } = await import("../lib/platform/backup/index.ts");
  const replace = process.argv.includes("--replace");
  await step("Restore", async () => {
    const { createdAt, movedTo } = await restore(process.env.DATA_DIR || "data", file, { now: new Date(), replace });
    return `as of ${createdAt}${movedTo ? `; what was there is in ${movedTo}` : ""}`;
  });
} catch (error) {
  fail(error.message);
}
