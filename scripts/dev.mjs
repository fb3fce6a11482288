// Development server: pages and API reload on edit.
import { spawn } from "node:child_process";
import { generateCode } from "./steps/build.mjs";
import { install, isInstalled } from "./steps/install.mjs";
import { requireFreePort } from "./steps/port.mjs";
import { requireNode } from "./steps/require-node.mjs";
import { loadEnvironmentFiles } from "./steps/root.mjs";
import { fail, step } from "./steps/terminal.mjs";

requireNode();
loadEnvironmentFiles();
await requireFreePort("npm run dev");
try {
  if (!isInstalled()) await step("Install packages (about a minute)", install);
  await step("Generate code", generateCode);
} catch (error) {
  fail(error.message);
}

const server = spawn(process.execPath, ["--import", "tsx", "server.ts"], {
  stdio: "inherit",
  env: { ...process.env, NODE_ENV: "development", NEXT_TELEMETRY_DISABLED: "1" },
});
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => server.kill(signal));
server.once("exit", (code, signal) => process.exit(signal ? 1 : (code ?? 1)));
