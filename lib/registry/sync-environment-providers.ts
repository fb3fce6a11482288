import type { DatabaseTransaction } from "@/lib/platform/db";
import { newId } from "@/lib/platform/ids";
import { catalogueRows } from "./catalogue-models";
import type { EnvironmentProvider } from "./environment-providers";
import { insertMissingModels } from "./model-store";
import { KIND_FACTS } from "./provider-kinds";
import { PROVIDER_KINDS, type ProviderKind, type ProviderSource } from "./provider-schemas";
import { insertMissingProviders, type NewProvider } from "./provider-store";

export type SyncResult = { providersAdded: number; modelsAdded: number };

/**
 * Adds the providers that appeared in the environment, and the catalogue models that an organization lacks: run it for
 * each one at every start. Nothing is removed or changed: a provider whose variable vanished answers `no_key` from then
 * on, and a provider that a person added under the same slug stays theirs. Replicas may run it at the same time.
 */
export async function syncEnvironmentProviders(
  db: DatabaseTransaction,
  organizationId: string,
  now: Date,
  environmentProviders: readonly EnvironmentProvider[],
): Promise<SyncResult> {
  const providers = [
    toRow("local", "built_in", now),
    ...environmentProviders.map(({ kind }) => toRow(kind, "environment", now)),
  ];
  const isSimulated = environmentProviders.some(({ kind }) => kind === "simulator");
  const models = PROVIDER_KINDS.filter((kind) => kind !== "simulator" || isSimulated).flatMap((kind) =>
    catalogueRows(kind, kind, now),
  );
  return {
    providersAdded: await insertMissingProviders(db, organizationId, providers, now),
    modelsAdded: await insertMissingModels(db, organizationId, models, now),
  };
}

function toRow(kind: ProviderKind, source: ProviderSource, now: Date): NewProvider {
  return {
    id: newId(now.getTime()),
    slug: kind,
    name: KIND_FACTS[kind].name,
    kind,
    source,
    // Address and key are read from the environment of each process, so that changing a variable is enough.
    baseUrl: null,
    encryptedKey: null,
    keyHint: null,
    isEnabled: true,
  };
}
