import { setTimeout as sleep } from "node:timers/promises";
import { parseArgs } from "node:util";
import type { BenchmarkRun, BenchmarkRunDetail } from "@/lib/benchmarks/schemas";
import { percentile } from "./support/percentile";
import { printTable } from "./support/print-table";
import { callApi, freePort, startProduct } from "./support/start-product";
import { startProcess } from "./support/started-process";

/**
 * All six suites against four models of the simulator, while the product serves requests at a steady rate: how long the run
 * takes, and what it does to their latency. `--rate` requests a second (default 50), `--quiet` seconds of the same load
 * before the run (default 20). Prints tables and one JSON line. `npm run build` comes first.
 */
const { values } = parseArgs({
  options: { rate: { type: "string", default: "50" }, quiet: { type: "string", default: "20" } },
});
const rate = Number(values.rate);
const MODELS = ["sim-fast", "sim-smart", "sim-cheap", "sim-instant"].map((name) => `simulator/${name}`);

const simulatorPort = await freePort();
const upstream = `http://127.0.0.1:${simulatorPort}`;
const simulator = await startProcess(
  process.execPath,
  ["--import", "tsx", "simulator/main.ts"],
  { SIMULATOR_PORT: String(simulatorPort) },
  upstream,
);
const product = await startProduct({ SIMULATOR_URL: upstream });
const post = (body: unknown): RequestInit => ({
  method: "POST",
  headers: { "content-type": "application/json" },
  body: JSON.stringify(body),
});

try {
  await load(5_000);
  const before = await load(Number(values.quiet) * 1_000);
  const startedMs = performance.now();
  const { id } = await callApi<BenchmarkRun>(product, "/benchmarks/runs", post({ models: MODELS, concurrency: 8 }));
  const during: number[] = [];
  let run: BenchmarkRunDetail;
  do {
    during.push(...(await load(5_000)));
    run = await callApi<BenchmarkRunDetail>(product, `/benchmarks/runs/${id}`);
  } while (run.status === "queued" || run.status === "running");
  const seconds = (performance.now() - startedMs) / 1_000;
  const [board] = run.leaderboards;
  printTable(
    "All suites",
    board!.rows.map(({ model, score, quality, latencyMsP50, answeredCount, failedCount }) => ({
      model,
      score: score?.value ?? null,
      quality: quality?.value ?? null,
      latencyMsP50,
      answeredCount,
      failedCount,
    })),
  );
  const facts = {
    bench: "benchmarks",
    status: run.status,
    ending: run.ending,
    tests: board!.testCount,
    answers: board!.rows.reduce((sum, { answeredCount }) => sum + answeredCount, 0),
    seconds,
    requestsPerSecond: rate,
    requestsBefore: before.length,
    requestsDuring: during.length,
    latencyMsP50Before: percentile(before, 0.5),
    latencyMsP50During: percentile(during, 0.5),
    latencyMsP95Before: percentile(before, 0.95),
    latencyMsP95During: percentile(during, 0.95),
  };
  printTable("Live requests", [
    { part: "before", p50: facts.latencyMsP50Before, p95: facts.latencyMsP95Before, requests: before.length },
    { part: "during", p50: facts.latencyMsP50During, p95: facts.latencyMsP95During, requests: during.length },
  ]);
  console.log(JSON.stringify(facts));
} finally {
  await product.stop();
  await simulator.stop();
}

/** Latencies of live requests at the steady rate, milliseconds. A request waits for none before it. */
async function load(durationMs: number): Promise<number[]> {
  const latencies: number[] = [];
  const pending: Promise<void>[] = [];
  const beganMs = performance.now();
  const count = Math.round((durationMs / 1_000) * rate);
  for (let index = 0; index < count; index++) {
    const dueMs = beganMs + (index * 1_000) / rate;
    await sleep(Math.max(0, dueMs - performance.now()));
    pending.push(ask(latencies));
  }
  await Promise.all(pending);
  return latencies;
}

async function ask(latencies: number[]): Promise<void> {
  const startedMs = performance.now();
  const response = await fetch(`${product.url}/v1/chat/completions`, {
    ...post({ model: "simulator/sim-instant", messages: [{ role: "user", content: "Hello" }] }),
    headers: { authorization: `Bearer ${product.key}`, "content-type": "application/json" },
  });
  await response.text();
  if (!response.ok) throw new Error(`A live request was answered with ${response.status}`);
  latencies.push(performance.now() - startedMs);
}
