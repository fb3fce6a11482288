import os from "node:os";
import { parseArgs } from "node:util";
import { Pool } from "undici";
import { createTestDatabase, isTestServerUp } from "@/lib/platform/db/test-postgres";
import { printTable, quantile } from "./support/print-table";
import { startProcess } from "./support/started-process";
import { freePort, onPostgres, startProduct, type Product } from "./support/start-product";

/**
 * What the gateway costs on top of a bare proxy (node:http and undici), both before the same simulated upstream that
 * answers at once, in one run: processor time per request, added latency, added time to the first token, and whether
 * every answer is whole at 1 to 256 connections. Once with the embedded database, whose work is a part of the process,
 * and once on PostgreSQL (TEST_DATABASE_URL), whose own work is not counted. Run `npm run build` first.
 */
const { values } = parseArgs({
  options: { requests: { type: "string", default: "12000" }, rounds: { type: "string", default: "3" } },
});
const requests = Number(values.requests);
const rounds = Number(values.rounds);

const body = (model: string, stream: boolean) =>
  JSON.stringify({
    model,
    stream,
    messages: [{ role: "user", content: "Where is my card? I ordered it two weeks ago." }],
  });

type Target = { name: string; url: string; model: string; key: string; cpuSeconds: () => number };
type Load = { count: number; errors: number; latenciesMs: number[]; cpuMsPerRequest: number };

/** Sends `count` requests over `connections` connections, each waiting for its answer. */
async function load(target: Target, connections: number, count: number, stream = false): Promise<Load> {
  const pool = new Pool(target.url, { connections, pipelining: 1 });
  const latenciesMs: number[] = [];
  let sent = 0;
  let errors = 0;
  const cpuBefore = target.cpuSeconds();
  const text = body(target.model, stream);
  const headers = { "content-type": "application/json", authorization: `Bearer ${target.key}` };
  await Promise.all(
    Array.from({ length: connections }, async () => {
      while (sent < count) {
        sent++;
        const startedMs = performance.now();
        const answer = await pool.request({ method: "POST", path: "/v1/chat/completions", headers, body: text });
        if (stream) {
          let firstMs: number | null = null;
          let received = "";
          for await (const chunk of answer.body) {
            received += String(chunk);
            if (firstMs === null && received.includes('"content":"')) firstMs = performance.now() - startedMs;
          }
          latenciesMs.push(firstMs ?? NaN);
          if (answer.statusCode !== 200 || !received.includes("[DONE]")) errors++;
        } else {
          const received = await answer.body.text();
          latenciesMs.push(performance.now() - startedMs);
          if (answer.statusCode !== 200 || !received.includes('"finish_reason":"stop"')) errors++;
        }
      }
    }),
  );
  await new Promise((resolve) => setTimeout(resolve, 600));
  const cpuMs = (target.cpuSeconds() - cpuBefore) * 1_000;
  await pool.close();
  return { count: latenciesMs.length, errors, latenciesMs, cpuMsPerRequest: cpuMs / latenciesMs.length };
}

const median = (numbers: readonly number[]): number => quantile(numbers, 0.5);

const simulatorPort = await freePort();
const upstream = `http://127.0.0.1:${simulatorPort}`;
const simulator = await startProcess(
  process.execPath,
  ["--import", "tsx", "simulator/main.ts"],
  { SIMULATOR_PORT: String(simulatorPort) },
  upstream,
);
const proxyPort = await freePort();
const proxyUrl = `http://127.0.0.1:${proxyPort}`;
const proxy = await startProcess(
  process.execPath,
  ["bench/support/bare-proxy.mjs"],
  { PORT: String(proxyPort), UPSTREAM: upstream },
  `${proxyUrl}/ready`,
);
const bare: Target = {
  name: "bare proxy",
  url: proxyUrl,
  model: "sim-instant",
  key: "none",
  cpuSeconds: proxy.cpuSeconds,
};

try {
  await measure("embedded", await startProduct({ SIMULATOR_URL: upstream }));
  if (await isTestServerUp()) {
    const database = await createTestDatabase({ isMigrated: false });
    const environment = { SIMULATOR_URL: upstream, ...onPostgres(database.databaseUrl) };
    await measure("PostgreSQL", await startProduct(environment)).finally(database.drop);
  } else console.error("PostgreSQL does not answer: measured with the embedded database only");
} finally {
  await Promise.all([proxy.stop(), simulator.stop()]);
}

async function measure(database: string, product: Product): Promise<void> {
  const { url, key, cpuSeconds } = product;
  const gym: Target = { name: "gateway", url, model: "simulator/sim-instant", key, cpuSeconds };
  try {
    for (const target of [bare, gym]) await load(target, 16, 2_000);
    const cpu = await processorTime(gym);
    printTable(`Processor time per request, 16 connections, all threads of the process (${database})`, cpu);
    const whole = await single(gym, false);
    const streamed = await single(gym, true);
    printTable(`Median at one connection, milliseconds (${database})`, [
      { what: "whole answer", ...whole },
      { what: "time to first token", ...streamed },
    ]);
    const sweep = await sweepConnections(gym);
    printTable(`Whole answers (${database})`, sweep);
    console.log(
      JSON.stringify({
        bench: "gateway",
        database,
        cpuRatio: median(cpu.map(({ ratio }) => ratio)),
        addedP50Ms: whole.addedMs,
        addedFirstTokenMs: streamed.addedMs,
        errors: sweep.reduce((sum, row) => sum + row["errors or cut answers"], 0),
        loadAverage: os.loadavg()[0],
      }),
    );
  } finally {
    await product.stop();
  }
}

async function processorTime(gym: Target) {
  const rows: { round: number; "bare proxy CPU ms": number; "gateway CPU ms": number; ratio: number }[] = [];
  for (let round = 1; round <= rounds; round++) {
    const bareMs = (await load(bare, 16, requests)).cpuMsPerRequest;
    const gymMs = (await load(gym, 16, requests)).cpuMsPerRequest;
    rows.push({ round, "bare proxy CPU ms": bareMs, "gateway CPU ms": gymMs, ratio: gymMs / bareMs });
  }
  return rows;
}

async function single(gym: Target, stream: boolean) {
  const pairs: { bareMs: number; gymMs: number }[] = [];
  for (let round = 0; round < rounds; round++) {
    const bareMs = median((await load(bare, 1, 1_000, stream)).latenciesMs);
    const gymMs = median((await load(gym, 1, 1_000, stream)).latenciesMs);
    pairs.push({ bareMs, gymMs });
  }
  return {
    bareMs: median(pairs.map((pair) => pair.bareMs)),
    gymMs: median(pairs.map((pair) => pair.gymMs)),
    addedMs: median(pairs.map((pair) => pair.gymMs - pair.bareMs)),
  };
}

async function sweepConnections(gym: Target) {
  const sweep: { connections: number; requests: number; "errors or cut answers": number }[] = [];
  for (const connections of [1, 4, 16, 64, 256]) {
    const plain = await load(gym, connections, 2_000);
    const streams = await load(gym, connections, 1_000, true);
    sweep.push({
      connections,
      requests: plain.count + streams.count,
      "errors or cut answers": plain.errors + streams.errors,
    });
  }
  return sweep;
}
