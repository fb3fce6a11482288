// The built product for the browser tests: an empty data folder, nothing of this machine's configuration.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { isBuilt } from "./steps/build.mjs";
import { root } from "./steps/root.mjs";
import { serve } from "./steps/serve.mjs";
import { fail } from "./steps/terminal.mjs";

const OURS =
  /^(DATABASE_URL|REDIS_URL|NEXTAUTH_|ENCRYPTION_KEY|PUBLIC_URL|METRICS_TOKEN|GYM_|[A-Z]+_(API_KEY|BASE_URL)$)/;

process.chdir(root);
if (!isBuilt()) fail("Nothing is built yet. Run `npm run build` first, or `npm test`, which does everything.");
for (const name of Object.keys(process.env)) if (OURS.test(name)) delete process.env[name];

const dataDir = mkdtempSync(path.join(tmpdir(), "ai-gym-e2e-"));
process.on("exit", () => rmSync(dataDir, { recursive: true, force: true }));
Object.assign(process.env, { DATA_DIR: dataDir, HOST: "127.0.0.1", LOG_LEVEL: process.env.LOG_LEVEL || "warn" });
await serve();
