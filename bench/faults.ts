import { Pool } from "undici";
import { closedCircuit, permissionOf } from "@/lib/platform/resilience";
import { printTable, quantile } from "./support/print-table";
import { callApi, freePort, startProduct } from "./support/start-product";
import { startProcess } from "./support/started-process";

/**
 * What callers see when upstreams fail, through the built product and the simulator (`npm run build` first): one of three
 * models down, all of them down, and one that comes back after its circuit has opened. The baseline calls the same
 * upstreams in turn without a gateway.
 */
const REQUESTS = 4_000;
const CONNECTIONS = 16;
const TASK = "general_chat";

const simulatorPort = await freePort();
const upstream = `http://127.0.0.1:${simulatorPort}`;
const simulator = await startProcess(
  process.execPath,
  ["--import", "tsx", "simulator/main.ts"],
  { SIMULATOR_PORT: String(simulatorPort) },
  upstream,
);
const product = await startProduct({ SIMULATOR_URL: upstream });

type Health = { model: string; state: string };
type Stored = { attemptCount: number; status: string };

/** Sends requests over all connections and counts the good answers. */
async function send(url: string, modelOf: (index: number) => string, count: number): Promise<number> {
  const pool = new Pool(url, { connections: CONNECTIONS, pipelining: 1 });
  const headers = { "content-type": "application/json", authorization: `Bearer ${product.key}` };
  let sent = 0;
  let succeeded = 0;
  await Promise.all(
    Array.from({ length: CONNECTIONS }, async () => {
      while (sent < count) {
        const model = modelOf(sent++);
        const body = JSON.stringify({ model, messages: [{ role: "user", content: "Where is my card?" }] });
        const answer = await pool.request({ method: "POST", path: "/v1/chat/completions", headers, body });
        const text = await answer.body.text();
        if (answer.statusCode === 200 && text.includes('"finish_reason":"stop"')) succeeded++;
      }
    }),
  );
  await pool.close();
  return succeeded;
}

/** Adds models of the simulator and gives their slugs. */
async function addModels(upstreamIds: readonly string[]): Promise<string[]> {
  for (const upstreamId of upstreamIds.filter((id) => id !== "sim-instant")) {
    await sendJson("POST", "/models", { provider: "simulator", upstreamId, kind: "chat" });
  }
  return upstreamIds.map((id) => `simulator/${id}`);
}

async function configure(change: Record<string, unknown>): Promise<void> {
  const { configuration } = await callApi<{ configuration: object }>(product, `/config/${TASK}`);
  await sendJson("PUT", `/config/${TASK}`, { configuration: { ...configuration, ...change }, reason: "bench" });
}

const sendJson = (method: string, path: string, input: unknown) =>
  callApi(product, path, {
    method,
    headers: { "content-type": "application/json" },
    body: JSON.stringify(input),
  });

/** Mean number of upstream calls of the newest executions. */
async function attemptsPerRequest(count: number): Promise<number> {
  await new Promise((resolve) => setTimeout(resolve, 3_000));
  const response = await fetch(`${product.url}/api/v1/executions?task=${TASK}&period=day&format=jsonl`, {
    headers: { authorization: `Bearer ${product.key}` },
  });
  const rows = (await response.text())
    .trim()
    .split("\n")
    .slice(0, count)
    .map((line) => JSON.parse(line) as Stored);
  return rows.reduce((total, { attemptCount }) => total + attemptCount, 0) / rows.length;
}

const stateOf = async (model: string) =>
  (await callApi<Health[]>(product, "/provider-health")).find((health) => health.model === model)?.state;

try {
  const partly = ["sim-instant:error", "sim-instant", "sim-instant:rate-limit-ms@0"];
  const inTurn = await send(upstream, (index) => partly[index % 3]!, REQUESTS);
  await configure({ candidates: await addModels(partly), strategy: "balanced", explorationShare: 0.2 });
  const oneDown = await send(product.url, () => `task:${TASK}`, REQUESTS);
  const oneDownAttempts = await attemptsPerRequest(REQUESTS);

  await configure({ candidates: await addModels(["sim-fast:error", "sim-cheap:error", "sim-smart:error"]) });
  const allDown = await send(product.url, () => `task:${TASK}`, REQUESTS);
  const allDownAttempts = await attemptsPerRequest(REQUESTS);

  // Fails five times, then answers: its circuit is open while it is well again, and another model takes its traffic.
  const [recovering] = await addModels(["sim-instant:error@5"]);
  await configure({ model: recovering, fallbacks: ["simulator/sim-instant"], candidates: null });
  while ((await stateOf(recovering!)) !== "open") await send(product.url, () => `task:${TASK}`, 1);
  const openedMs = performance.now();
  let whileOpen = 0;
  let answered = 0;
  while ((await stateOf(recovering!)) !== "closed") {
    whileOpen += CONNECTIONS;
    answered += await send(product.url, () => `task:${TASK}`, CONNECTIONS);
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
  const recoverySeconds = (performance.now() - openedMs) / 1_000;

  const circuit = closedCircuit(0);
  const checks = Array.from({ length: 100_000 }, (_, index) => {
    const before = performance.now();
    permissionOf(circuit, index);
    return performance.now() - before;
  });

  printTable("When upstreams fail", [
    { case: "one of three down, without a gateway", success: inTurn / REQUESTS, attemptsPerRequest: 1 },
    { case: "one of three down", success: oneDown / REQUESTS, attemptsPerRequest: oneDownAttempts },
    { case: "all down", success: allDown / REQUESTS, attemptsPerRequest: allDownAttempts },
    { case: "circuit open, well again", success: answered / whileOpen, attemptsPerRequest: null },
  ]);
  console.log(`recovered ${recoverySeconds.toFixed(1)} s after its circuit opened`);
  console.log(
    JSON.stringify({
      bench: "faults",
      successOneDown: oneDown / REQUESTS,
      successWithoutGateway: inTurn / REQUESTS,
      attemptsOneDown: oneDownAttempts,
      attemptsAllDown: allDownAttempts,
      recoverySeconds,
      checkMsP95: quantile(checks, 0.95),
    }),
  );
} finally {
  await product.stop();
  await simulator.stop();
}
