import { readFileSync } from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import type { SessionSummary } from "@/lib/sessions/schemas";
import type { ScoredPrompt } from "@/lib/routing/learned/types";
import { mean, routeRecorded, type Routed } from "./support/route-recorded";
import { readRoutingFile, splitByHash } from "./support/routing-file";
import { callApi, freePort, startProduct, type Product } from "./support/start-product";
import { startProcess } from "./support/started-process";

/**
 * What routing promises, one line of JSON a claim, each with its baseline in the same run (`npm run build` first):
 *
 *     npm run bench:routing-claims -- --recording A.jsonl.gz [--target-quality 97] [--requests 2000]
 *
 * Accuracy and cost: a policy is learnt from the first 80 % of the recording by hash and routes the rest, through the public API
 * with replayed answers. Continuity and fallback: the simulator. The strongest model is the best one of the learning part.
 * Without a recording only the last two are measured.
 */
const { values } = parseArgs({
  options: {
    recording: { type: "string" },
    "target-quality": { type: "string", default: "97" },
    requests: { type: "string", default: "2000" },
  },
});

const claim = (
  facts: { claim: string; value: number; unit: string; wanted: string; isMet: boolean } & Record<string, unknown>,
) => console.log(JSON.stringify({ bench: "routing-claims", ...facts }));
const round = (value: number): number => Math.round(value * 100) / 100;

if (values.recording) await claimsOfRecording(readRoutingFile(values.recording), path.basename(values.recording));
await claimsOfSimulator();

async function claimsOfRecording(all: readonly ScoredPrompt[], recording: string): Promise<void> {
  const { train, test } = splitByHash(all);
  const product = await startProduct();
  let routed: Routed[];
  try {
    routed = await routeRecorded(product, { train, test, targetQualityPercent: Number(values["target-quality"]) });
  } finally {
    await product.stop();
  }
  const models = [...new Set(train.flatMap(({ scores }) => Object.keys(scores)))];
  const meanOf = (model: string, pick: (row: ScoredPrompt) => Record<string, number>) =>
    mean(train.map((row) => pick(row)[model] ?? 0));
  const strongest = models.toSorted(
    (a, b) => meanOf(b, ({ scores }) => scores) - meanOf(a, ({ scores }) => scores),
  )[0]!;
  const cheapest = models.toSorted(
    (a, b) => meanOf(a, ({ costsUsd }) => costsUsd) - meanOf(b, ({ costsUsd }) => costsUsd),
  )[0]!;
  const scoreOf = (row: ScoredPrompt, model: string) => row.scores[model] ?? 0;
  // Right: no worse than what the strongest model, or any model, made of this very prompt.
  const right = (modelOf: (one: Routed) => string, best: (row: ScoredPrompt) => number) =>
    round((100 * routed.filter((one) => scoreOf(one.row, modelOf(one)) >= best(one.row)).length) / routed.length);
  const ofStrongest = (row: ScoredPrompt) => scoreOf(row, strongest);
  const ofAny = (row: ScoredPrompt) => Math.max(...Object.values(row.scores));
  const accuracy = right(({ model }) => model, ofStrongest);
  claim({
    claim: "routing accuracy: the chosen answer is no worse than the strongest model's",
    value: accuracy,
    unit: "%",
    wanted: "> 90",
    isMet: accuracy > 90,
    baselineAlwaysCheapest: right(() => cheapest, ofStrongest),
    noWorseThanAnyModel: right(({ model }) => model, ofAny),
    noWorseThanAnyModelAlwaysStrongest: right(() => strongest, ofAny),
    recording,
    prompts: routed.length,
    strongest,
    cheapest,
  });
  const cost =
    (100 * mean(routed.map(({ costUsd }) => costUsd))) / mean(routed.map(({ row }) => row.costsUsd[strongest] ?? 0));
  const quality =
    (100 * mean(routed.map(({ row, model }) => scoreOf(row, model)))) / mean(routed.map(({ row }) => ofStrongest(row)));
  claim({
    claim: "cost under always-the-strongest at more than 95 % of its quality",
    value: round(100 - cost),
    unit: "% saved",
    wanted: ">= 20 at quality > 95",
    isMet: 100 - cost >= 20 && quality > 95,
    qualityPercent: round(quality),
    baselineAlwaysStrongest: { saved: 0, qualityPercent: 100 },
    recording,
    prompts: routed.length,
    strongest,
  });
}

async function claimsOfSimulator(): Promise<void> {
  const port = await freePort();
  const upstream = `http://127.0.0.1:${port}`;
  const simulator = await startProcess(
    process.execPath,
    ["--import", "tsx", "simulator/main.ts"],
    { SIMULATOR_PORT: String(port) },
    upstream,
  );
  const product = await startProduct({ SIMULATOR_URL: upstream });
  try {
    await continuity(product);
    await fallback(product, upstream);
  } finally {
    await product.stop();
    await simulator.stop();
  }
}

/** Messages of topics, of conversations: a line that begins with `*` begins a topic. */
function conversations(): string[][][] {
  const text = readFileSync(path.join("lib", "sessions", "data", "held-out-conversations.txt"), "utf8");
  return text.split(/^---$/mu).map((conversation) => {
    const topics: string[][] = [];
    for (const line of conversation.split("\n").filter((one) => one.trim() !== "")) {
      if (line.startsWith("* ")) topics.push([line.slice(2)]);
      else topics.at(-1)!.push(line);
    }
    return topics;
  });
}

async function continuity(product: Product): Promise<void> {
  const models = ["sim-fast", "sim-cheap", "sim-instant"];
  await configure(product, { candidates: await addModels(product, models), explorationShare: 0.2 });
  // Both ways at the same time, so that the router has learnt the same when it decides.
  const counts = { kept: 0, keptAlone: 0, turns: 0 };
  for (const [index, topics] of conversations().entries()) {
    const before = { session: "", alone: "" };
    for (const topic of topics) {
      for (const [turn, message] of topic.entries()) {
        const session = await ask(product, message, { sessionId: `claims-${index}` });
        const alone = await ask(product, message);
        if (turn > 0) {
          counts.turns += 1;
          if (session === before.session) counts.kept += 1;
          if (alone === before.alone) counts.keptAlone += 1;
        }
        Object.assign(before, { session, alone });
      }
    }
  }
  await new Promise((resolve) => setTimeout(resolve, 3_000));
  const sessions = await callApi<SessionSummary[]>(product, "/sessions?limit=200");
  const value = round((100 * counts.kept) / counts.turns);
  claim({
    claim: "session continuity: turns within a topic that keep the model of the turn before",
    value,
    unit: "%",
    wanted: "> 95",
    isMet: value > 95,
    baselineWithoutSession: round((100 * counts.keptAlone) / counts.turns),
    turns: counts.turns,
    explorationShare: 0.2,
    sessions: sessions.length,
  });
}

async function fallback(product: Product, upstream: string): Promise<void> {
  const [flaky, ...fallbacks] = await addModels(product, ["sim-flaky", "sim-fast", "sim-cheap"]);
  await configure(product, { model: flaky, candidates: null, fallbacks, explorationShare: 0 });
  const from = new Date().toISOString();
  const count = Number(values.requests);
  let direct = 0;
  await inLanes(count, async () => {
    await ask(product, "Where is my card?");
    if (await askUpstream(upstream, "sim-flaky")) direct += 1;
  });
  await new Promise((resolve) => setTimeout(resolve, 3_000));
  const response = await fetch(`${product.url}/api/v1/executions?task=general_chat&from=${from}&format=jsonl`, {
    headers: { authorization: `Bearer ${product.key}` },
  });
  const rows = (await response.text())
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as { attemptCount: number; status: string });
  const isAnswered = ({ status }: { status: string }) => status === "success";
  const fellBack = rows.filter((row) => row.attemptCount > 1 || !isAnswered(row));
  const value = fellBack.length === 0 ? 0 : round((100 * fellBack.filter(isAnswered).length) / fellBack.length);
  claim({
    claim: "fallback success: requests whose first call failed and that were answered all the same",
    value,
    unit: "%",
    wanted: "> 99",
    isMet: value > 99,
    answeredPercent: round((100 * rows.filter(isAnswered).length) / rows.length),
    baselineAnsweredByTheModelAlone: round((100 * direct) / count),
    firstCallFailed: fellBack.length,
    requests: rows.length,
  });
}

async function inLanes(count: number, work: () => Promise<void>): Promise<void> {
  let begun = 0;
  const lane = async () => {
    while (begun++ < count) await work();
  };
  await Promise.all(Array.from({ length: 16 }, lane));
}

async function askUpstream(upstream: string, model: string): Promise<boolean> {
  const response = await fetch(`${upstream}/v1/chat/completions`, {
    method: "POST",
    headers: { "content-type": "application/json", authorization: "Bearer none" },
    body: JSON.stringify({ model, messages: [{ role: "user", content: "Where is my card?" }] }),
  });
  await response.text();
  return response.ok;
}

/** The model that answered; "" when none did. */
async function ask(product: Product, content: string, gym: object = {}): Promise<string> {
  const response = await fetch(`${product.url}/v1/chat/completions`, {
    method: "POST",
    headers: { "content-type": "application/json", authorization: `Bearer ${product.key}` },
    body: JSON.stringify({ model: "task:general_chat", messages: [{ role: "user", content }], gym }),
  });
  const answer = (await response.json()) as { gym?: { model: string | null } };
  return answer.gym?.model ?? "";
}

/** Adds models of the simulator that are not there yet, and gives the slugs. */
async function addModels(product: Product, upstreamIds: readonly string[]): Promise<string[]> {
  const known = new Set((await callApi<{ slug: string }[]>(product, "/models?limit=200")).map(({ slug }) => slug));
  for (const upstreamId of upstreamIds) {
    if (!known.has(`simulator/${upstreamId}`)) {
      await send(product, "POST", "/models", { provider: "simulator", upstreamId, kind: "chat" });
    }
  }
  return upstreamIds.map((id) => `simulator/${id}`);
}

async function configure(product: Product, change: Record<string, unknown>): Promise<void> {
  const { configuration } = await callApi<{ configuration: object }>(product, "/config/general_chat");
  await send(product, "PUT", "/config/general_chat", {
    configuration: { ...configuration, ...change },
    reason: "bench",
  });
}

function send(product: Product, method: string, route: string, input: unknown): Promise<unknown> {
  return callApi(product, route, {
    method,
    headers: { "content-type": "application/json" },
    body: JSON.stringify(input),
  });
}
