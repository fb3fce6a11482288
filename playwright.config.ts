import { tmpdir } from "node:os";
import path from "node:path";
import { defineConfig, devices } from "@playwright/test";
import { systemChromium } from "./scripts/steps/services.mjs";

const PORT = Number(process.env.E2E_PORT || 3210);

/** Of one run; workers load this file again and keep it. The server writes its first-run link to `setup-link` there. */
const FOLDER = (process.env.E2E_FOLDER ??= path.join(tmpdir(), `ai-gym-e2e-${process.pid}`));

/** Written by the first-run journey. */
const OWNER_SESSION = path.join(FOLDER, "owner-session.json");

/** The last ones keep the browser from looking for its maker's servers, which a closed network refuses many at a time. */
const ARGUMENTS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** The built product on a port and a data folder of its own. One worker: the journeys share that one installation. */
export default defineConfig({
  testDir: "e2e",
  workers: 1,
  forbidOnly: !!process.env.CI,
  // What takes minutes is left to `npm test`: see .ci/run.
  ...(process.env.E2E_WITHOUT_LONG === "1" && { grepInvert: /@long/ }),
  timeout: 60_000,
  expect: { timeout: 10_000 },
  reporter: "list",
  use: {
    baseURL: `http://127.0.0.1:${PORT}`,
    launchOptions: { executablePath: systemChromium(), args: ARGUMENTS },
    screenshot: "only-on-failure",
    // Without the film, which takes as much of a small machine as the browser itself.
    trace: { mode: "retain-on-failure", screenshots: false },
  },
  projects: [
    // The first start happens once: every other journey begins as the owner whom this one creates.
    { name: "first-run", testMatch: "first-run.spec.ts", use: devices["Desktop Chrome"] },
    {
      name: "desktop",
      testIgnore: ["first-run.spec.ts", "*.phone.spec.ts"],
      dependencies: ["first-run"],
      use: { ...devices["Desktop Chrome"], storageState: OWNER_SESSION },
    },
    {
      name: "phone",
      testMatch: "*.phone.spec.ts",
      dependencies: ["first-run"],
      use: { ...devices["Pixel 7"], storageState: OWNER_SESSION },
    },
  ],
  webServer: {
    command: "node scripts/e2e-server.mjs",
    url: `http://127.0.0.1:${PORT}/api/ready`,
    env: { PORT: String(PORT), E2E_FOLDER: FOLDER },
    timeout: 60_000,
    gracefulShutdown: { signal: "SIGTERM", timeout: 15_000 },
    stdout: "pipe",
  },
});
