import { existsSync } from "node:fs";
import { connect } from "node:net";

const CONNECT_TIMEOUT_MS = 2_000;
const SYSTEM_CHROMIUM = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

/** The browser that Debian or its like installed; undefined means Playwright's own. */
export const systemChromium = () => SYSTEM_CHROMIUM.find((file) => existsSync(file));

function answers(host, port) {
  return new Promise((resolve) => {
    const socket = connect({ host, port, timeout: CONNECT_TIMEOUT_MS });
    const end = (result) => {
      socket.destroy();
      resolve(result);
    };
    socket.once("connect", () => end(true));
    socket.once("timeout", () => end(false));
    socket.once("error", () => end(false));
  });
}

async function service(name, variable, fallback) {
  const url = new URL(process.env[variable] || fallback);
  const port = Number(url.port || new URL(fallback).port);
  const missing = !(await answers(url.hostname, port));
  return missing ? `${name}: nothing answers at ${url.hostname}:${port} (set ${variable})` : null;
}

async function browser() {
  if (systemChromium()) return null;
  const { chromium } = await import("@playwright/test");
  return existsSync(chromium.executablePath())
    ? null
    : "Browser: no Chromium here (`apt-get install chromium` or `npx playwright install chromium`)";
}

/** One line for everything that the tests would use and that is not here. The names of the parts it concerns lead. */
export async function missingServices() {
  const checks = {
    integration: [
      service("PostgreSQL", "TEST_DATABASE_URL", "postgresql://127.0.0.1:5432/test"),
      service("Redis", "TEST_REDIS_URL", "redis://127.0.0.1:6379"),
    ],
    e2e: [browser()],
  };
  const found = {};
  for (const [part, list] of Object.entries(checks)) found[part] = (await Promise.all(list)).filter((line) => line);
  return found;
}
