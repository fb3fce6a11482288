import { parseArgs } from "node:util";
import { Pool } from "undici";
import { printTable, quantile } from "./support/print-table";
import { startProcess } from "./support/started-process";
import { freePort, startProduct } from "./support/start-product";

/**
 * What the gateway costs on top of a bare proxy (node:http and undici), both before the same simulated upstream that
 * answers at once, in one run: processor time per request, added latency, added time to the first token, and whether
 * every answer is whole at 1 to 256 connections. Run `npm run build` first.
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
const product = await startProduct({ SIMULATOR_URL: upstream });

try {
  const bare: Target = {
    name: "bare proxy",
    url: proxyUrl,
    model: "sim-instant",
    key: "none",
    cpuSeconds: proxy.cpuSeconds,
  };
  const gym: Target = {
    name: "gateway",
    url: product.url,
    model: "simulator/sim-instant",
    key: product.key,
    cpuSeconds: product.cpuSeconds,
  };
  for (const target of [bare, gym]) await load(target, 16, 2_000);

  const ratios: number[] = [];
  const cpuRows: Record<string, number>[] = [];
  for (let round = 0; round < rounds; round++) {
    const bareLoad = await load(bare, 16, requests);
    const gymLoad = await load(gym, 16, requests);
    ratios.push(gymLoad.cpuMsPerRequest / bareLoad.cpuMsPerRequest);
    cpuRows.push({
      round: round + 1,
      "bare proxy CPU ms": bareLoad.cpuMsPerRequest,
      "gateway CPU ms": gymLoad.cpuMsPerRequest,
      ratio: ratios.at(-1)!,
    });
  }
  printTable("Processor time per request, 16 connections (all threads of the process)", cpuRows);

  const single = async (stream: boolean) => {
    const pairs: { bareMs: number; gymMs: number }[] = [];
    for (let round = 0; round < rounds; round++) {
      const bareMs = quantile((await load(bare, 1, 1_000, stream)).latenciesMs, 0.5);
      const gymMs = quantile((await load(gym, 1, 1_000, stream)).latenciesMs, 0.5);
      pairs.push({ bareMs, gymMs });
    }
    return {
      bareMs: quantile(
        pairs.map((pair) => pair.bareMs),
        0.5,
      ),
      gymMs: quantile(
        pairs.map((pair) => pair.gymMs),
        0.5,
      ),
      addedMs: quantile(
        pairs.map((pair) => pair.gymMs - pair.bareMs),
        0.5,
      ),
    };
  };
  const whole = await single(false);
  const streamed = await single(true);
  printTable("Median at one connection, milliseconds", [
    { what: "whole answer", ...whole },
    { what: "time to first token", ...streamed },
  ]);

  const sweep: Record<string, number>[] = [];
  for (const connections of [1, 4, 16, 64, 256]) {
    const plain = await load(gym, connections, 2_000);
    const streams = await load(gym, connections, 1_000, true);
    sweep.push({
      connections,
      requests: plain.count + streams.count,
      "errors or cut answers": plain.errors + streams.errors,
    });
  }
  printTable("Whole answers", sweep);

  console.log(
    JSON.stringify({
      bench: "gateway",
      cpuRatio: quantile(ratios, 0.5),
      addedP50Ms: whole.addedMs,
      addedFirstTokenMs: streamed.addedMs,
      errors: sweep.reduce((sum, row) => sum + row["errors or cut answers"]!, 0),
    }),
  );
} finally {
  await Promise.all([product.stop(), proxy.stop(), simulator.stop()]);
}
