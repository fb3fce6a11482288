import { kindOfCatalogueSlug } from "./catalogue";
import { createPriceTimeline, type StatedPrice } from "./model-price";
import { connectionOf, type Credentials, type ProviderRow } from "./provider-status";
import type { ModelScore } from "./model-scores";
import {
  scoreKey,
  versionKey,
  type OrganizationSnapshot,
  type ProviderState,
  type RolloutState,
  type RoutableModel,
  type TaskState,
} from "./snapshot-types";
import type { Capability, ModelKind, ModelStatus } from "./model-schemas";
import type { ProviderStatus } from "./provider-schemas";
import type { ModelVersion } from "./version-schemas";

export type ModelRow = {
  slug: string;
  providerSlug: string;
  upstreamId: string;
  name: string;
  kind: ModelKind;
  capabilities: Capability[];
  contextWindow: number | null;
  maxOutputTokens: number | null;
  /** Newest first, withdrawn ones too. */
  statedPrices: readonly StatedPrice[];
  isEnabled: boolean;
};

export type RegistryRows = {
  models: ModelRow[];
  providers: ProviderRow[];
  tasks: TaskState[];
  activeVersions: ModelVersion[];
  rollouts: RolloutState[];
  modelScores: ModelScore[];
};

export type BuildOptions = Credentials & {
  organizationId: string;
  revision: number;
  /** For dated prices. */
  at: Date;
  cpuHourUsd: number;
};

/** Everything that a request needs, computed once and frozen. */
export function buildSnapshot(rows: RegistryRows, options: BuildOptions): OrganizationSnapshot {
  const providers = new Map(rows.providers.map((row) => [row.slug, providerState(row, options)]));
  const modelList = rows.models
    .map((row) => routableModel(row, providers.get(row.providerSlug), options))
    .sort((a, b) => (a.slug < b.slug ? -1 : 1));
  return Object.freeze({
    organizationId: options.organizationId,
    models: new Map(modelList.map((model) => [model.slug, model])),
    modelList: Object.freeze(modelList),
    providers,
    tasks: new Map(rows.tasks.map((state) => [state.task.slug, deepFreeze(state)])),
    activeVersions: new Map(
      rows.activeVersions.map((version) => [versionKey(version.taskSlug, version.modelSlug), deepFreeze(version)]),
    ),
    rollouts: new Map(
      rows.rollouts.map((rollout) => [
        versionKey(rollout.version.taskSlug, rollout.version.modelSlug),
        deepFreeze(rollout),
      ]),
    ),
    modelScores: new Map(
      rows.modelScores.map(({ modelSlug, category, quality, testCount }) => [
        scoreKey(modelSlug, category),
        Object.freeze({ quality, testCount }),
      ]),
    ),
    pricesUntilMs: Math.min(Infinity, ...modelList.map((model) => model.priceUntilMs)),
    revision: options.revision,
  });
}

function providerState(row: ProviderRow, options: BuildOptions): ProviderState {
  const { endpoint, status } = connectionOf(row, options);
  return deepFreeze({ endpoint, kind: row.kind, status });
}

function routableModel(row: ModelRow, provider: ProviderState | undefined, options: BuildOptions): RoutableModel {
  const kind = provider?.kind ?? kindOfCatalogueSlug(row.slug);
  const timeline = createPriceTimeline(row, kind, options.cpuHourUsd);
  const period = timeline(options.at.getTime());
  return Object.freeze({
    slug: row.slug,
    providerSlug: row.providerSlug,
    providerKind: kind,
    upstreamId: row.upstreamId,
    name: row.name,
    kind: row.kind,
    capabilities: new Set(row.capabilities),
    contextWindow: row.contextWindow,
    maxOutputTokens: row.maxOutputTokens,
    price: deepFreeze(period.price),
    priceUntilMs: period.untilMs,
    priceAt: (atMs: number) => timeline(atMs).price,
    status: modelStatus(row.isEnabled, provider?.status),
  });
}

/** The model's own switch first, then its provider's state; a provider that nobody set up has no key. */
export function modelStatus(isEnabled: boolean, provider: ProviderStatus | undefined): ModelStatus {
  if (!isEnabled) return "disabled";
  if (provider === undefined) return "no_key";
  return provider === "disabled" ? "provider_disabled" : provider;
}

function deepFreeze<Value>(value: Value): Value {
  if (typeof value !== "object" || value === null || Object.isFrozen(value)) return value;
  for (const child of Object.values(value)) deepFreeze(child);
  return Object.freeze(value);
}
