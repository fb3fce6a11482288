import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { parseArgs } from "node:util";
import { createTestDatabase } from "@/lib/platform/db/test-postgres";
import type { TrainingRun } from "@/lib/training/schemas";
import { callApi, freePort, onPostgres, startProduct, type Product } from "./support/start-product";
import { printTable } from "./support/print-table";
import { startProcess } from "./support/started-process";

/**
 * Resident memory of the built product over mixed requests: `--requests 10000 [--postgres] [--without-encoder]`.
 * Chat, streams, embeddings and, once trained, classification; without encoder only the first two and a classifier
 * without sentences. The baseline is the same process before its
 * first request. Environment variables reach the product, so that settings of the allocator can be compared.
 */
const { values } = parseArgs({
  options: {
    requests: { type: "string", default: "10000" },
    connections: { type: "string", default: "8" },
    postgres: { type: "boolean", default: false },
    "without-encoder": { type: "boolean", default: false },
  },
});
const requests = Number(values.requests);
const hasEncoder = !values["without-encoder"];
const TASK = "bench_memory";
const SAMPLES = 20;

const simulatorPort = await freePort();
const upstream = `http://127.0.0.1:${simulatorPort}`;
const simulator = await startProcess(
  process.execPath,
  ["--import", "tsx", "simulator/main.ts"],
  { SIMULATOR_PORT: String(simulatorPort) },
  upstream,
);
const scratch = values.postgres ? await createTestDatabase({ isMigrated: false }) : null;
const dataDir = mkdtempSync(path.join(os.tmpdir(), "gym-bench-memory-"));
const environment = {
  SIMULATOR_URL: upstream,
  DATA_DIR: dataDir,
  ...(scratch && onPostgres(scratch.databaseUrl)),
};
// The first start creates the database, which takes memory that no later one does.
await (await startProduct(environment)).stop();
const product = await startProduct(environment);

try {
  await sleep(3_000);
  const samples = [{ requests: 0, "resident MB": product.memoryMb() }];
  await train(product);
  const afterTrainingMb = product.memoryMb();
  let errors = 0;
  for (let sample = 1; sample <= SAMPLES; sample++) {
    const from = Math.floor(((sample - 1) * requests) / SAMPLES);
    const to = Math.floor((sample * requests) / SAMPLES);
    errors += await send(product, from, to);
    samples.push({ requests: to, "resident MB": product.memoryMb() });
  }
  await sleep(2_000);
  const half = samples.slice(1 + SAMPLES / 2).map((sample) => sample["resident MB"]);
  const growthMb = Math.max(...half.slice(half.length / 2)) - Math.max(...half.slice(0, half.length / 2));
  const name = `${values.postgres ? "PostgreSQL" : "embedded"}, ${hasEncoder ? "with" : "without"} encoder`;
  printTable(`Resident memory, ${name}`, samples);
  console.log(
    JSON.stringify({
      bench: "memory",
      database: values.postgres ? "PostgreSQL" : "embedded",
      hasEncoder,
      requests,
      errors,
      baselineMb: samples[0]!["resident MB"],
      afterTrainingMb,
      largestMb: Math.max(...samples.map((sample) => sample["resident MB"])),
      endMb: product.memoryMb(),
      growthOfLastHalfMb: growthMb,
    }),
  );
} finally {
  await product.stop();
  await simulator.stop();
  await scratch?.drop();
  rmSync(dataDir, { recursive: true, force: true });
}

/** Trains the classifiers that the run may use; without encoder those that count words. */
async function train(to: Product): Promise<void> {
  const json = { "content-type": "application/json" };
  const task = { slug: TASK, name: "Bench", kind: "classification", category: "language" };
  await callApi(to, "/tasks", { method: "POST", headers: json, body: JSON.stringify(task) });
  const rows = Array.from(
    { length: 200 },
    (_, index) => `${["card lost", "refund please", "app crashes"][index % 3]} number ${index},class${index % 3}`,
  );
  await callApi(to, `/training/import?task=${TASK}`, {
    method: "POST",
    headers: { "content-type": "text/csv" },
    body: `text,category\n${rows.join("\n")}\n`,
  });
  const classifiers = hasEncoder ? ["nb", "tfidf", "encoder", "council"] : ["nb", "tfidf"];
  let run = await callApi<TrainingRun>(to, "/training/runs", {
    method: "POST",
    headers: json,
    body: JSON.stringify({ task: TASK, classifiers }),
  });
  while (run.status === "queued" || run.status === "running") {
    await sleep(300);
    run = await callApi<TrainingRun>(to, `/training/runs/${run.id}`);
  }
  if (run.status !== "succeeded") throw new Error(run.error?.message ?? `The training was ${run.status}`);
}

/** The requests from `from` to `to`, some at once; returns how many failed. */
async function send(to: Product, from: number, end: number): Promise<number> {
  let next = from;
  let errors = 0;
  await Promise.all(
    Array.from({ length: Number(values.connections) }, async () => {
      while (next < end) {
        const { path, body } = requestOf(next++);
        const response = await fetch(`${to.url}/v1/${path}`, {
          method: "POST",
          headers: { "content-type": "application/json", authorization: `Bearer ${to.key}` },
          body: JSON.stringify(body),
        });
        await response.text();
        if (!response.ok && errors++ === 0) console.error(`${path}: ${response.status}`);
      }
    }),
  );
  return errors;
}

function requestOf(index: number): { path: string; body: object } {
  const text = `Request ${index}: where is my card, ordered ${index % 90} days ago?`;
  const messages = [{ role: "user", content: text }];
  const classifier = hasEncoder && index % 8 === 3 ? "local/council" : "local/tfidf";
  const kinds = [
    { path: "chat/completions", body: { model: "simulator/sim-instant", messages } },
    { path: "chat/completions", body: { model: "simulator/sim-instant", messages, stream: true } },
    hasEncoder
      ? { path: "embeddings", body: { model: "local/embed", input: text } }
      : { path: "chat/completions", body: { model: "auto", messages } },
    { path: "chat/completions", body: { model: classifier, messages, gym: { task: TASK } } },
  ];
  return kinds[index % kinds.length]!;
}
