import { encodeHistogram, NO_SUMS, type HistoryEntry } from "@/lib/executions";
import { versionKey, type OrganizationSnapshot, type RoutableModel, type TaskState } from "@/lib/registry";
import { Configuration, type ModelPrice, type ModelVersion, type TaskKind } from "@/lib/registry/schemas";
import { organizeHistory, type OrganizationHistory } from "./route-history";

export const TASK = "email_writing";

/** Token prices, US dollars per million. */
export const tokenPrice = (inputPerMillion: number, outputPerMillion: number): ModelPrice => ({
  inputPerMillion,
  outputPerMillion,
  cacheReadPerMillion: null,
  cacheWritePerMillion: null,
  source: "price_book",
  ref: "book:1",
  asOf: "2026-01-01",
});

export const computePrice = (perCpuHour: number): ModelPrice => ({
  inputPerMillion: null,
  outputPerMillion: null,
  cacheReadPerMillion: null,
  cacheWritePerMillion: null,
  perCpuHour,
  source: "local_compute",
  ref: "cpu:1",
  asOf: "2026-01-01",
});

/** A chat model that is ready, unless told otherwise. */
export const routableModel = (slug: string, changes: Partial<RoutableModel> = {}): RoutableModel => ({
  slug,
  providerSlug: slug.split("/")[0]!,
  providerKind: "compatible",
  upstreamId: slug,
  name: slug,
  kind: "chat",
  capabilities: new Set(["chat"]),
  contextWindow: null,
  maxOutputTokens: null,
  price: tokenPrice(1, 4),
  priceUntilMs: Infinity,
  priceAt: () => changes.price ?? tokenPrice(1, 4),
  status: "ready",
  ...changes,
});

export const taskState = (
  configuration: Partial<Configuration> = {},
  kind: TaskKind = "generation",
  slug: string = TASK,
): TaskState => ({
  task: { slug, name: slug, description: "", kind, category: "language" },
  configuration: Configuration.parse({ explorationShare: 0, ...configuration }),
  configurationVersion: 1,
});

export function snapshotOf(
  models: readonly RoutableModel[],
  versions: readonly ModelVersion[] = [],
): OrganizationSnapshot {
  return {
    organizationId: "00000000-0000-7000-8000-000000000000",
    models: new Map(models.map((model) => [model.slug, model])),
    modelList: models,
    providers: new Map(),
    tasks: new Map(),
    rollouts: new Map(),
    activeVersions: new Map(versions.map((version) => [versionKey(version.taskSlug, version.modelSlug), version])),
    modelScores: new Map(),
    pricesUntilMs: Infinity,
    revision: 1,
  };
}

/** Sums of a model's successful executions for a task, all with the same numbers. */
export function historyEntry(
  model: string,
  {
    task = TASK,
    count = 100,
    quality = null as number | null,
    latencyBucket = 150,
    costUsd = 0.001,
    outputTokens = 50,
  } = {},
): HistoryEntry {
  const scored = quality === null ? 0 : count;
  return {
    ...NO_SUMS,
    status: "success",
    task,
    model,
    count,
    successCount: count,
    outputTokens: count * outputTokens,
    costUsd: count * costUsd,
    latencyCount: count,
    qualityCount: scored,
    qualitySum: scored * (quality ?? 0),
    qualitySquareSum: scored * (quality ?? 0) ** 2,
    latencyHistogram: encodeHistogram([[latencyBucket, count]]),
  };
}

export const historyOf = (entries: readonly HistoryEntry[], revision = 1): OrganizationHistory =>
  organizeHistory(entries, revision);

/** The geometric middle of a latency bucket, milliseconds; see lib/executions/latency-histogram.ts. */
export const bucketMiddleMs = (bucket: number): number => 1.04 ** (bucket - 0.5);
