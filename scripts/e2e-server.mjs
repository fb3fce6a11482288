// The built product and the simulator for the browser tests: an empty data folder, nothing of this machine's configuration.
import { spawn } from "node:child_process";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { isBuilt } from "./steps/build.mjs";
import { root } from "./steps/root.mjs";
import { serve } from "./steps/serve.mjs";
import { fail } from "./steps/terminal.mjs";

const OURS =
  /^(DATABASE_URL|REDIS_URL|NEXTAUTH_|ENCRYPTION_KEY|PUBLIC_URL|METRICS_TOKEN|GYM_|[A-Z]+_(API_KEY|BASE_URL)$)/;
const SETUP_LINK = /https?:\/\/\S+\/setup\S*/;

process.chdir(root);
if (!isBuilt()) fail("Nothing is built yet. Run `npm run build` first, or `npm test`, which does everything.");
const folder = process.env.E2E_FOLDER;
if (!folder) fail("Playwright starts this script: run `npm run e2e`.");

const port = Number(process.env.PORT);
const simulator = spawn(process.execPath, ["--import", "tsx", "simulator/main.ts"], {
  env: { ...process.env, SIMULATOR_PORT: String(port + 1) },
  stdio: ["ignore", "ignore", "inherit"],
});
process.on("exit", () => {
  simulator.kill();
  rmSync(folder, { recursive: true, force: true });
});

for (const name of Object.keys(process.env)) if (OURS.test(name)) delete process.env[name];
Object.assign(process.env, {
  DATA_DIR: path.join(folder, "data"),
  HOST: "127.0.0.1",
  PUBLIC_URL: `http://127.0.0.1:${port}`,
  LOG_LEVEL: process.env.LOG_LEVEL || "warn",
  SIMULATOR_URL: `http://127.0.0.1:${port + 1}`,
  // Where the journey of alerts listens for webhooks.
  GYM_UPSTREAM_ALLOW: `127.0.0.1:${port + 2}`,
  METRICS_TOKEN: "e2e-metrics-token-0123456789",
});
mkdirSync(folder, { recursive: true });
keepSetupLink();
await serve();

/** The server prints its first-run link as it does for a person; the tests read it from a file. */
function keepSetupLink() {
  const write = process.stdout.write.bind(process.stdout);
  process.stdout.write = (chunk, ...rest) => {
    const link = String(chunk).match(SETUP_LINK)?.[0];
    if (link) writeFileSync(path.join(folder, "setup-link"), link);
    return write(chunk, ...rest);
  };
}
