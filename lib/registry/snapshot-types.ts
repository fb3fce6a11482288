import type { Capability, ModelKind, ModelStatus } from "./model-schemas";
import type { ModelPrice } from "./price-schemas";
import type { ProviderKind, ProviderStatus } from "./provider-schemas";
import type { Category, Configuration, TaskKind } from "./task-schemas";
import type { ModelVersion } from "./version-schemas";

/** A model as the router and the gateway see it. Requests may go to it only when `status` is `ready`. */
export type RoutableModel = {
  readonly slug: string;
  readonly providerSlug: string;
  /** null when the provider is unknown here. */
  readonly providerKind: ProviderKind | null;
  readonly upstreamId: string;
  readonly name: string;
  readonly kind: ModelKind;
  readonly capabilities: ReadonlySet<Capability>;
  /** Tokens; null = unknown. */
  readonly contextWindow: number | null;
  readonly maxOutputTokens: number | null;
  /** When the snapshot was made; null = unknown. */
  readonly price: ModelPrice | null;
  /** From when on it is another one, milliseconds since 1970; infinity when no change is known. */
  readonly priceUntilMs: number;
  /** The price at another instant, milliseconds since 1970. */
  readonly priceAt: (atMs: number) => ModelPrice | null;
  readonly status: ModelStatus;
};

/** `ProviderEndpoint` of lib/providers/contract.ts fits. */
export type Endpoint = {
  readonly slug: string;
  /** Without trailing slash; null for local models. */
  readonly baseUrl: string | null;
  readonly apiKey: string | null;
  /** True when the address came from a person or program, so it has to be checked at connect time. */
  readonly isUserSupplied: boolean;
};

export type ProviderState = {
  readonly endpoint: Endpoint;
  readonly kind: ProviderKind;
  readonly status: ProviderStatus;
};

export type TaskState = {
  readonly task: {
    readonly slug: string;
    readonly name: string;
    readonly description: string;
    readonly kind: TaskKind;
    readonly category: Category;
  };
  readonly configuration: Readonly<Configuration>;
  readonly configurationVersion: number;
};

export type RolloutState = {
  readonly deploymentId: string;
  readonly version: ModelVersion;
  /** Share of the units that it serves, 0–1; 0 = it answers unseen. */
  readonly share: number;
  /** The version that does not serve a request is asked unseen. */
  readonly isCompared: boolean;
};

/** All that a request needs to know of the registry. Immutable: a change makes a new snapshot. */
export type OrganizationSnapshot = {
  readonly organizationId: string;
  /** Every model by slug, also those that cannot be used now: `status` says why. */
  readonly models: ReadonlyMap<string, RoutableModel>;
  /** The same in order of slug. */
  readonly modelList: readonly RoutableModel[];
  readonly providers: ReadonlyMap<string, ProviderState>;
  readonly tasks: ReadonlyMap<string, TaskState>;
  /** The active version by `versionKey(task, model)`. */
  readonly activeVersions: ReadonlyMap<string, ModelVersion>;
  /** The version that is being tried beside the active one, by `versionKey(task, model)`. */
  readonly rollouts: ReadonlyMap<string, RolloutState>;
  /** How models did in benchmarks, by `scoreKey(model, category)`. */
  readonly modelScores: ReadonlyMap<string, { readonly quality: number; readonly testCount: number }>;
  /** When the first of the models' prices changes, milliseconds since 1970. */
  readonly pricesUntilMs: number;
  /** Grows by one with every snapshot that this process makes of the organization. */
  readonly revision: number;
};

export const scoreKey = (modelSlug: string, category: Category): string => `${modelSlug}\u0000${category}`;

export const versionKey = (taskSlug: string, modelSlug: string): string => `${taskSlug}\u0000${modelSlug}`;
