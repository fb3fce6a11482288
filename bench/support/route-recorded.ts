import { taskSlug } from "@/lib/providers/replay/to-replayed-prompt";
import type { ScoredPrompt } from "@/lib/routing/learned/types";
import { callApi, type Product } from "./start-product";

type ReplaySet = { id: string; models: string[]; tasks: string[] };
type Policy = { id: string; status: string; error: { message: string } | null };
type Answer = {
  gym: { model: string; costUsd: number | null; calls?: { model: string; costUsd: number | null }[] };
};

/** A prompt, who answered it, every call that was paid, and US dollars. */
export type Routed = { row: ScoredPrompt; model: string; calls: string[]; costUsd: number };

export type RecordedRun = {
  train: readonly ScoredPrompt[];
  test: readonly ScoredPrompt[];
  targetQualityPercent: number;
  /** (Default: true) */
  useTask?: boolean;
  /** (Default: 4) */
  connections?: number;
};

const ONE_TASK = "routed_prompts";

/**
 * Learns a policy from `train` and routes `test` by it, all through the public API. The answers to `test` are imported only
 * when the policy is learnt.
 */
export async function routeRecorded(product: Product, run: RecordedRun): Promise<Routed[]> {
  const { train, test, targetQualityPercent, useTask = true, connections = 4 } = run;
  const taskOf = (row: ScoredPrompt): string =>
    useTask ? `bench_${taskSlug(row.task) ?? "none"}`.slice(0, 60) : ONE_TASK;
  const set = await importRows(product, "learn", train, taskOf);
  const tasks = [...new Set([...train, ...test].map(taskOf))];
  for (const slug of tasks) {
    const configuration = { candidates: set.models, strategy: "best_quality", explorationShare: 0 };
    await send(product, "/tasks", { slug, name: slug, configuration });
  }
  const policy = { tasks, replaySets: [set.id], targetQualityPercent, useTask, activate: "always" };
  await untilLearnt(product, (await send<Policy>(product, "/routing/policies", policy)).id);
  await importRows(product, "serve", test, taskOf);
  const names = await modelNames(product);
  const routed: Routed[] = [];
  let next = 0;
  const lane = async () => {
    for (let row = test[next++]; row; row = test[next++]) routed.push(await route(product, row, taskOf(row), names));
  };
  await Promise.all(Array.from({ length: connections }, lane));
  return routed;
}

/** The file's own rows, under the tasks of this run. */
function importRows(
  product: Product,
  set: string,
  rows: readonly ScoredPrompt[],
  taskOf: (row: ScoredPrompt) => string,
): Promise<ReplaySet> {
  const lines = rows.map((row) => {
    const { id, prompt, scores, costsUsd, answers } = row;
    return JSON.stringify({ id, prompt, scores, cost: costsUsd, answers, task: taskOf(row) });
  });
  return callApi<ReplaySet>(product, `/replays?set=${set}`, {
    method: "POST",
    headers: { "content-type": "application/x-ndjson" },
    body: lines.join("\n"),
  });
}

async function untilLearnt(product: Product, id: string): Promise<void> {
  for (;;) {
    const { status, error } = await callApi<Policy>(product, `/routing/policies/${id}`);
    if (status === "succeeded") return;
    if (status === "failed" || status === "cancelled") {
      throw new Error(`The learning ${status}: ${error?.message ?? ""}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
}

/** The recording's name of each model, by slug. */
async function modelNames(product: Product): Promise<Map<string, string>> {
  const models = await callApi<{ slug: string; upstreamId: string }[]>(product, "/models?provider=replay&limit=200");
  return new Map(models.map(({ slug, upstreamId }) => [slug, upstreamId]));
}

async function route(
  product: Product,
  row: ScoredPrompt,
  task: string,
  names: ReadonlyMap<string, string>,
): Promise<Routed> {
  const response = await fetch(`${product.url}/v1/chat/completions`, {
    method: "POST",
    headers: { "content-type": "application/json", authorization: `Bearer ${product.key}` },
    body: JSON.stringify({ model: `task:${task}`, messages: [{ role: "user", content: row.prompt }] }),
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

export function mean(numbers: readonly number[]): number {
  return numbers.reduce((sum, one) => sum + one, 0) / numbers.length;
}

function send<T>(product: Product, path: string, body: unknown): Promise<T> {
  return callApi<T>(product, path, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
}
