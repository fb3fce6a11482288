import { parseArgs } from "node:util";
import { taskSlug } from "@/lib/providers/replay/to-replayed-prompt";
import type { ScoredPrompt } from "@/lib/routing/learned/types";
import { quantile } from "./support/print-table";
import { readRoutingFile } from "./support/routing-file";
import { callApi, startProduct } from "./support/start-product";

/**
 * Learned routing on recorded answers, through the public API of the built product (`npm run build` first):
 *
 *     npm run bench:routing -- --train A.jsonl.gz --test B.jsonl.gz [--no-task] [--target-quality 100]
 *
 * A is imported as a recording and a policy is learnt from it; only then B is imported, and each of its prompts sent to
 * `/v1/chat/completions`. Prints one line of JSON with quality and cost, per cent of the model that was best on A
 * (its answers to B are the baseline), then one line a prompt with every call that was paid. `decisionMsP95` is the
 * time in the gateway beside the calls, the prompt's embedding included.
 */
const { values } = parseArgs({
  options: {
    train: { type: "string" },
    test: { type: "string" },
    "no-task": { type: "boolean", default: false },
    "target-quality": { type: "string", default: "100" },
    connections: { type: "string", default: "4" },
  },
});
if (!values.train || !values.test) throw new Error("Give --train and --test");
const useTask = !values["no-task"];

type ReplaySet = { id: string; models: string[]; tasks: string[] };
type Policy = { id: string; status: string; error: { message: string } | null };
type Answer = {
  gym: { model: string; costUsd: number | null; calls?: { model: string; costUsd: number | null }[] };
};
type Routed = { row: ScoredPrompt; model: string; calls: string[]; costUsd: number };

const ONE_TASK = "routed_prompts";
const taskOf = (row: ScoredPrompt): string =>
  useTask ? `bench_${taskSlug(row.task) ?? "none"}`.slice(0, 60) : ONE_TASK;

const learning = readRoutingFile(values.train);
const testing = readRoutingFile(values.test);
const product = await startProduct();
try {
  await report(await routeAll());
} finally {
  await product.stop();
}

async function routeAll(): Promise<Routed[]> {
  const set = await importRows("learn", learning);
  const tasks = [...new Set([...learning, ...testing].map(taskOf))];
  for (const slug of tasks) {
    const configuration = { candidates: set.models, strategy: "best_quality", explorationShare: 0 };
    await send("/tasks", { slug, name: slug, configuration });
  }
  const started = await send<Policy>("/routing/policies", {
    tasks,
    replaySets: [set.id],
    targetQualityPercent: Number(values["target-quality"]),
    useTask,
    activate: "always",
  });
  await untilLearnt(started.id);
  await importRows("serve", testing);
  const names = await modelNames();
  const routed: Routed[] = [];
  let next = 0;
  const lane = async () => {
    for (let row = testing[next++]; row; row = testing[next++]) routed.push(await route(row, names));
  };
  await Promise.all(Array.from({ length: Number(values.connections) }, lane));
  return routed;
}

/** The file's own rows, under the tasks of this run. */
function importRows(set: string, rows: readonly ScoredPrompt[]): Promise<ReplaySet> {
  const lines = rows.map(({ id, prompt, scores, costsUsd, answers, ...row }) =>
    JSON.stringify({
      id,
      prompt,
      scores,
      cost: costsUsd,
      answers,
      task: taskOf({ ...row, id, prompt, scores, costsUsd, answers }),
    }),
  );
  return callApi<ReplaySet>(product, `/replays?set=${set}`, {
    method: "POST",
    headers: { "content-type": "application/x-ndjson" },
    body: lines.join("\n"),
  });
}

async function untilLearnt(id: string): Promise<void> {
  for (;;) {
    const { status, error } = await callApi<Policy>(product, `/routing/policies/${id}`);
    if (status === "succeeded") return;
    if (status === "failed" || status === "cancelled")
      throw new Error(`The learning ${status}: ${error?.message ?? ""}`);
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
}

/** The recording's name of each model, by slug. */
async function modelNames(): Promise<Map<string, string>> {
  const models = await callApi<{ slug: string; upstreamId: string }[]>(product, "/models?provider=replay&limit=200");
  return new Map(models.map(({ slug, upstreamId }) => [slug, upstreamId]));
}

async function route(row: ScoredPrompt, names: ReadonlyMap<string, string>): Promise<Routed> {
  const response = await fetch(`${product.url}/v1/chat/completions`, {
    method: "POST",
    headers: { "content-type": "application/json", authorization: `Bearer ${product.key}` },
    body: JSON.stringify({ model: `task:${taskOf(row)}`, messages: [{ role: "user", content: row.prompt }] }),
  });
  if (!response.ok) throw new Error(`${row.id}: ${await response.text()}`);
  const { gym } = (await response.json()) as Answer;
  const nameOf = (slug: string) => names.get(slug) ?? slug;
  return {
    row,
    model: nameOf(gym.model),
    calls: (gym.calls ?? [gym]).map(({ model }) => nameOf(model)),
    costUsd: gym.costUsd ?? 0,
  };
}

async function report(routed: readonly Routed[]): Promise<void> {
  const models = [...new Set(learning.flatMap(({ scores }) => Object.keys(scores)))];
  const meanScore = (model: string) => mean(learning.map(({ scores }) => scores[model] ?? 0));
  const best = models.toSorted((a, b) => meanScore(b) - meanScore(a))[0]!;
  const ofBest = (pick: (row: ScoredPrompt) => number | undefined) => mean(routed.map(({ row }) => pick(row) ?? 0));
  const quality = mean(routed.map(({ row, model }) => row.scores[model] ?? 0));
  const cost = mean(routed.map(({ costUsd }) => costUsd));
  const summary = {
    qualityPercent: (100 * quality) / ofBest(({ scores }) => scores[best]),
    costPercent: (100 * cost) / ofBest(({ costsUsd }) => costsUsd[best]),
    bestSingleModel: best,
    decisionMsP95: quantile(await overheads(), 0.95),
  };
  console.log(JSON.stringify(summary));
  for (const { row, model, calls } of routed) console.log(JSON.stringify({ id: row.id, model, calls }));
}

/** Milliseconds in the gateway beside the calls, of every execution. */
async function overheads(): Promise<number[]> {
  await new Promise((resolve) => setTimeout(resolve, 3_000));
  const response = await fetch(`${product.url}/api/v1/executions?period=day&format=jsonl`, {
    headers: { authorization: `Bearer ${product.key}` },
  });
  const rows = (await response.text()).trim().split("\n");
  return rows.map((line) => (JSON.parse(line) as { overheadMs: number | null }).overheadMs ?? 0);
}

function mean(numbers: readonly number[]): number {
  return numbers.reduce((sum, one) => sum + one, 0) / numbers.length;
}

function send<T>(path: string, body: unknown): Promise<T> {
  return callApi<T>(product, path, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
}
