import os from "node:os";
import { setTimeout as sleep } from "node:timers/promises";
import { parseArgs } from "node:util";
import { Pool } from "undici";
import { insertExecutions } from "@/lib/executions";
import { executionRecord } from "@/lib/executions/test-executions";
import { createPrismaClient } from "@/lib/platform/db/prisma-client";
import { insertTestOrganization } from "@/lib/platform/db/test-database";
import { createTestDatabase } from "@/lib/platform/db/test-postgres";
import { seededRandom } from "@/lib/platform/seeded-random";
import { printTable, quantile } from "./support/print-table";
import { startProcess } from "./support/started-process";
import { freePort, onPostgres, startProduct } from "./support/start-product";

/**
 * How fast reported executions are taken, over HTTP by the built product on PostgreSQL: batches of 1,000, and single
 * ones at a steady rate. Every tenth batch is sent twice; afterwards rows and sums are counted. Baseline: one INSERT a
 * row, without a server. Run `npm run build` first, or give `--route` for the route alone behind node:http:
 * `--batches 60 --seconds 20 --rate 200 --connections 4`.
 */
const { values } = parseArgs({
  options: {
    batches: { type: "string", default: "60" },
    seconds: { type: "string", default: "20" },
    rate: { type: "string", default: "200" },
    connections: { type: "string", default: "4" },
    route: { type: "boolean", default: false },
  },
});
const batches = Number(values.batches);
const seconds = Number(values.seconds);
const rate = Number(values.rate);
const connections = Number(values.connections);
const BATCH = 1_000;
const BASELINE_ROWS = 1_000;
/** What the sums may be behind the answers. */
const STORE_PATIENCE_MS = 60_000;

const uniform = seededRandom(1);

const row = (clientId: string) => ({
  clientId,
  task: "ticket_classification",
  model: "openai/gpt-5-mini",
  usage: { prompt_tokens: 1_000, completion_tokens: 100, prompt_tokens_details: { cached_tokens: 400 } },
  latencyMs: 100 + uniform() * 900,
  quality: 80,
  userRef: `user-${clientId.length % 50}`,
  input: "Where is my card? I ordered it two weeks ago and the tracking page is empty.",
  output: "It is on its way: the courier has it since Monday.",
});
/** 600 fresh, 400 cached and 100 output tokens at the book's price of gpt-5-mini. */
const ROW_USD = (600 * 0.25 + 400 * 0.025 + 100 * 2) / 1_000_000;

const database = await createTestDatabase();
const product = await (values.route ? startRoute() : startProduct(onPostgres(database.databaseUrl)));
const pool = new Pool(product.url, { connections: 64, pipelining: 1 });

/** The route alone: what Next adds to a request is not in its figures. */
async function startRoute() {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const environment = { DATABASE_URL: database.databaseUrl, PORT: String(port) };
  const script = ["--import", "tsx", "bench/support/recording-server.ts"];
  return { ...(await startProcess(process.execPath, script, environment, url)), url, key: "gym_bench" };
}

async function send(body: string): Promise<{ accepted: number; duplicates: number }> {
  const answer = await pool.request({
    method: "POST",
    path: "/api/v1/metrics",
    headers: { "content-type": "application/json", authorization: `Bearer ${product.key}` },
    body,
  });
  const text = await answer.body.text();
  if (answer.statusCode !== 201) throw new Error(`${answer.statusCode}: ${text.slice(0, 300)}`);
  return (JSON.parse(text) as { data: { accepted: number; duplicates: number } }).data;
}

const batchBody = (batch: number) =>
  JSON.stringify({ executions: Array.from({ length: BATCH }, (_, index) => row(`b${batch}-${index}`)) });

async function counted(): Promise<{ rows: number; ids: number }> {
  const { rows } = await database.pool.query<{ rows: number; ids: number }>(
    "SELECT count(*)::int AS rows, count(DISTINCT client_id)::int AS ids FROM executions WHERE source = 'recorded'",
  );
  return rows[0]!;
}

/** Milliseconds until so many rows are in the table. */
async function untilStored(expected: number, sinceMs: number): Promise<number> {
  while (performance.now() - sinceMs < STORE_PATIENCE_MS) {
    if ((await counted()).rows >= expected) break;
    await sleep(50);
  }
  return performance.now() - sinceMs;
}

async function batchMode() {
  const bodies = Array.from({ length: batches }, (_, batch) => batchBody(batch));
  const latenciesMs: number[] = [];
  let next = 0;
  let accepted = 0;
  const cpuBefore = product.cpuSeconds();
  const startedMs = performance.now();
  await Promise.all(
    Array.from({ length: connections }, async () => {
      while (next < batches) {
        const body = bodies[next++]!;
        const sentMs = performance.now();
        accepted += (await send(body)).accepted;
        latenciesMs.push(performance.now() - sentMs);
      }
    }),
  );
  const answeredMs = performance.now() - startedMs;
  const storedMs = await untilStored(batches * BATCH, startedMs);
  const cpuMsPerBatch = ((product.cpuSeconds() - cpuBefore) * 1_000) / batches;
  let duplicates = 0;
  for (let batch = 0; batch < batches; batch += 10) duplicates += (await send(bodies[batch]!)).duplicates;
  return { accepted, duplicates, answeredMs, storedMs, latenciesMs, cpuMsPerBatch };
}

/** At a steady rate, whether or not the answers keep up; latency counts from the moment it was to be sent. */
async function singleMode() {
  const total = rate * seconds;
  const latenciesMs: number[] = [];
  const cpuBefore = product.cpuSeconds();
  const startedMs = performance.now();
  const sent: Promise<void>[] = [];
  for (let index = 0; index < total; index++) {
    const dueMs = startedMs + (index * 1_000) / rate;
    while (performance.now() < dueMs) await sleep(1);
    const body = JSON.stringify(row(`s${index}`));
    sent.push(send(body).then(() => void latenciesMs.push(performance.now() - dueMs)));
  }
  await Promise.all(sent);
  return { latenciesMs, cpuMsEach: ((product.cpuSeconds() - cpuBefore) * 1_000) / total };
}

async function oneInsertARow(): Promise<number> {
  const db = createPrismaClient(database.pool);
  const organizationId = await insertTestOrganization(db);
  let left = BASELINE_ROWS;
  const startedMs = performance.now();
  await Promise.all(
    Array.from({ length: connections }, async () => {
      while (left-- > 0) await insertExecutions(db, [executionRecord(organizationId)]);
    }),
  );
  return (BASELINE_ROWS / (performance.now() - startedMs)) * 1_000;
}

try {
  for (let warmUp = 0; warmUp < 3; warmUp++) await send(JSON.stringify(row(`w${warmUp}`)));
  await untilStored(3, performance.now());
  const batch = await batchMode();
  const singles = await singleMode();
  const expected = 3 + batches * BATCH + rate * seconds;
  await untilStored(expected, performance.now());
  const { rows, ids } = await counted();
  const { rows: sums } = await database.pool.query<{ count: number; usd: number }>(
    "SELECT sum(count)::int AS count, sum(cost_usd) AS usd FROM spend_days WHERE dimension = 'organization'",
  );
  const baselinePerSecond = await oneInsertARow();

  const perSecond = (ms: number) => (batches * BATCH * 1_000) / ms;
  printTable("Batches of 1,000", [
    { what: "executions/s until answered", value: perSecond(batch.answeredMs) },
    { what: "executions/s until in the database", value: perSecond(batch.storedMs) },
    { what: "baseline: one INSERT a row, rows/s", value: baselinePerSecond },
    { what: "processor time of the server a batch, ms", value: batch.cpuMsPerBatch },
    { what: "answer p50, ms", value: quantile(batch.latenciesMs, 0.5) },
    { what: "answer p95, ms", value: quantile(batch.latenciesMs, 0.95) },
  ]);
  printTable(`Single ones at ${rate}/s, milliseconds`, [
    {
      p50: quantile(singles.latenciesMs, 0.5),
      p95: quantile(singles.latenciesMs, 0.95),
      p99: quantile(singles.latenciesMs, 0.99),
      "processor time of the server each": singles.cpuMsEach,
    },
  ]);
  printTable("Counted afterwards", [
    {
      sent: expected,
      "sent twice": batch.duplicates,
      rows,
      "different ids": ids,
      "in the sums": sums[0]!.count,
      "US dollars off": Math.abs(sums[0]!.usd - expected * ROW_USD),
    },
  ]);
  console.log(
    JSON.stringify({
      bench: "ingest",
      answeredPerSecond: perSecond(batch.answeredMs),
      storedPerSecond: perSecond(batch.storedMs),
      baselinePerSecond,
      serverCpuMsPerBatch: batch.cpuMsPerBatch,
      singleP95Ms: quantile(singles.latenciesMs, 0.95),
      serverCpuMsPerSingle: singles.cpuMsEach,
      loadAverage: os.loadavg()[0],
      lost: expected - ids,
      doubled: rows - ids,
      sumsOff: sums[0]!.count - expected,
    }),
  );
} finally {
  await pool.close();
  await product.stop();
  await database.drop();
}
