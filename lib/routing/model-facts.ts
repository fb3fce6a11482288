import { costOfCompute, costOfUsage } from "@/lib/registry";
import { scoreKey, versionKey, type OrganizationSnapshot, type RoutableModel, type TaskState } from "@/lib/registry";
import type { Capability } from "@/lib/registry/schemas";
import { SPECIALTY_OF_TASK } from "@/lib/registry/words";
import type { ModelFacts, RequestSize } from "./policy";
import { estimateQuality, type ScoreSums } from "./quality-posterior";
import type { ModelHistory, OrganizationHistory } from "./route-history";

/** Output assumed for a model that has not answered here yet, tokens: a paragraph or two. */
const UNKNOWN_OUTPUT_TOKENS = 300;

const STATUS_REASONS = {
  ready: null,
  disabled: "the model is switched off",
  provider_disabled: "its provider is switched off",
  no_key: "its provider has no key",
  key_unreadable: "its provider's key cannot be decrypted with this ENCRYPTION_KEY",
} as const satisfies Record<RoutableModel["status"], string | null>;

type Prepared = { historyRevision: number; facts: ModelFacts[] };

/** One entry a snapshot, so that old ones go with it. */
const prepared = new WeakMap<OrganizationSnapshot, Map<string, Prepared>>();

/** What the router knows of every model for a task. Computed once per snapshot and history, then only read. */
export function modelFacts(
  snapshot: OrganizationSnapshot,
  history: OrganizationHistory,
  state: TaskState,
): ModelFacts[] {
  const tasks = prepared.get(snapshot) ?? new Map<string, Prepared>();
  prepared.set(snapshot, tasks);
  // An open conversation is ranked by what its message is about, not by its task's own category.
  const key = `${state.task.slug}\u0000${state.task.category}`;
  const known = tasks.get(key);
  if (known?.historyRevision === history.revision) return known.facts;
  const facts = snapshot.modelList.map((model) => factsOf(model, snapshot, history, state));
  tasks.set(key, { historyRevision: history.revision, facts });
  return facts;
}

function factsOf(
  model: RoutableModel,
  snapshot: OrganizationSnapshot,
  history: OrganizationHistory,
  { task }: TaskState,
): ModelFacts {
  const onTask = history.ofTask(task.slug, model.slug);
  const overall = history.overall(model.slug);
  const isOwnCategory = (snapshot.tasks.get(task.slug)?.task ?? task).category === task.category;
  const version = snapshot.activeVersions.get(versionKey(task.slug, model.slug));
  const predictionMs = version?.metrics.predictionMsP95 ?? null;
  return {
    slug: model.slug,
    provider: model.providerSlug,
    capabilities: capabilitiesFor(model, task.slug, version !== undefined),
    contextWindow: model.contextWindow,
    unusable:
      STATUS_REASONS[model.status] ?? (model.kind === "classifier" && !version ? "not trained for this task" : null),
    quality: estimateQuality({
      // Scores of a task that answers messages of all kinds say little of one kind: they count among all the others.
      task: isOwnCategory ? onTask.scores : NO_SCORES,
      category: categoryScores(snapshot, history, task, model.slug, isOwnCategory),
      overall: overall.scores,
      benchmark: benchmarkOf(snapshot, task, model.slug),
      validation: version ? { accuracy: version.metrics.accuracy, count: version.metrics.validationCount } : null,
    }),
    // Before the first request, a trained model is as slow as its validation said.
    latencyMsP50: onTask.latencyMsP50 ?? overall.latencyMsP50 ?? predictionMs,
    costOf: costFunction(model, onTask, overall, predictionMs),
    equalCostOf: costFunction(model, ofUnknownLength(onTask), ofUnknownLength(overall), predictionMs),
  };
}

/**
 * A specialist stands in for a chat model on the task that it is made for, and on no other. A chat model answers with
 * labels where a version of it says how.
 */
function capabilitiesFor(
  { kind, capabilities }: RoutableModel,
  task: string,
  hasVersion: boolean,
): ReadonlySet<Capability> {
  if (kind === "chat" && hasVersion) return new Set([...capabilities, "classification"]);
  const specialty = SPECIALTY_OF_TASK[task];
  const isMadeForIt = kind === "specialist" && specialty !== undefined && capabilities.has(specialty);
  return isMadeForIt ? new Set([...capabilities, "chat"]) : capabilities;
}

function benchmarkOf({ modelScores }: OrganizationSnapshot, { category }: TaskState["task"], model: string) {
  const score = modelScores.get(scoreKey(model, category));
  return score ? { quality: score.quality, count: score.testCount } : null;
}

/** Scores of a model for this task and all others of its category. */
function categoryScores(
  { tasks }: OrganizationSnapshot,
  history: OrganizationHistory,
  own: TaskState["task"],
  model: string,
  isOwnCategory: boolean,
): ScoreSums {
  const sums = { ...(isOwnCategory ? history.ofTask(own.slug, model).scores : NO_SCORES) };
  for (const { task } of tasks.values()) {
    if (task.category !== own.category || task.slug === own.slug) continue;
    const { scores } = history.ofTask(task.slug, model);
    sums.count += scores.count;
    sums.sum += scores.sum;
    sums.squareSum += scores.squareSum;
  }
  return sums;
}

const NO_SCORES: ScoreSums = { count: 0, sum: 0, squareSum: 0 };

const ofUnknownLength = (history: ModelHistory): ModelHistory => ({ ...history, meanOutputTokens: null });

function costFunction(
  model: RoutableModel,
  onTask: ModelHistory,
  overall: ModelHistory,
  predictionMs: number | null,
): (size: RequestSize) => number | null {
  const measured = onTask.meanCostUsd ?? overall.meanCostUsd;
  // Recordings have no price, only what each answer had cost.
  if (model.providerKind === "replay") return () => measured;
  if (model.price?.source === "local_compute") {
    const expected = measured ?? (predictionMs === null ? null : costOfCompute(model.price, predictionMs / 1_000));
    return () => expected;
  }
  const output = onTask.meanOutputTokens ?? overall.meanOutputTokens ?? UNKNOWN_OUTPUT_TOKENS;
  return ({ inputTokens, maxOutputTokens }) =>
    costOfUsage(model.price, {
      inputTokens,
      cacheReadTokens: 0,
      cacheWriteTokens: 0,
      outputTokens: Math.min(output, maxOutputTokens ?? Infinity),
    });
}
