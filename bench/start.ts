import { execFileSync, spawn, type ChildProcess } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { printTable } from "./support/print-table";
import { freePort } from "./support/start-product";

/**
 * How long a newcomer waits: `npm run up` on a fresh clone of the last commit until it is ready, the same again, and
 * from there the first request until it is recorded. Limits of the project stand beside each figure.
 */
const folder = mkdtempSync(path.join(os.tmpdir(), "gym-start-"));
const clone = path.join(folder, "clone");
const port = await freePort();
const url = `http://127.0.0.1:${port}`;
const key = "gym_bench_0123456789abcdefghijklmnop";

function up(): ChildProcess {
  return spawn("npm", ["run", "up"], {
    cwd: clone,
    stdio: "ignore",
    detached: true,
    env: {
      ...process.env,
      PORT: String(port),
      GYM_OWNER_EMAIL: "owner@bench.test",
      GYM_OWNER_PASSWORD: "a bench needs no secret",
      GYM_API_KEY: key,
    },
  });
}

async function secondsUntilReady(child: ChildProcess): Promise<number> {
  const startedMs = performance.now();
  for (;;) {
    if (child.exitCode !== null) throw new Error(`npm run up ended with ${child.exitCode}`);
    const answer = await fetch(`${url}/api/ready`).catch(() => null);
    if (answer?.ok) return (performance.now() - startedMs) / 1_000;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

async function stop(child: ChildProcess): Promise<void> {
  process.kill(-child.pid!, "SIGTERM");
  await new Promise((resolve) => child.once("exit", resolve));
}

/** From the request until the list of executions shows it. */
async function secondsUntilRecorded(): Promise<number> {
  const headers = { authorization: `Bearer ${key}`, "content-type": "application/json" };
  const startedMs = performance.now();
  const body = JSON.stringify({ model: "local/embed", input: "the first request" });
  const answer = await fetch(`${url}/v1/embeddings`, { method: "POST", headers, body });
  if (!answer.ok) throw new Error(await answer.text());
  for (;;) {
    const list = (await (await fetch(`${url}/api/v1/executions?limit=1`, { headers })).json()) as { data: unknown[] };
    if (list.data.length > 0) return (performance.now() - startedMs) / 1_000;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

try {
  execFileSync("git", ["clone", "-q", process.cwd(), clone]);
  const first = up();
  const coldSeconds = await secondsUntilReady(first);
  await stop(first);
  const second = up();
  const warmSeconds = await secondsUntilReady(second);
  const firstRequestSeconds = await secondsUntilRecorded();
  await stop(second);
  printTable("npm run up", [
    { what: "fresh clone until ready", seconds: coldSeconds, limit: 240 },
    { what: "second start until ready", seconds: warmSeconds, limit: 10 },
    { what: "first request until it is listed", seconds: firstRequestSeconds, limit: 60 },
  ]);
  console.log(JSON.stringify({ bench: "start", coldSeconds, warmSeconds, firstRequestSeconds }));
} finally {
  rmSync(folder, { recursive: true, force: true });
}
