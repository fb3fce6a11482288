import type { Ctx } from "@/lib/platform/ctx";
import { credentialsOf } from "./credentials";
import type { Provider } from "./provider-schemas";
import { connectionOf } from "./provider-status";
import type { StoredProvider } from "./provider-store";

/** Stored providers as people and programs see them: without keys. `modelCounts` is by provider slug. */
export function toProviders(
  ctx: Ctx,
  providers: readonly StoredProvider[],
  modelCounts: ReadonlyMap<string, number>,
): Provider[] {
  const credentials = credentialsOf(ctx);
  return providers.map((row) => {
    const { endpoint, status, keyHint } = connectionOf(row, credentials);
    return {
      id: row.id,
      slug: row.slug,
      name: row.name,
      kind: row.kind,
      baseUrl: endpoint.baseUrl,
      keyHint: keyHint ?? row.keyHint,
      source: row.source,
      isEnabled: row.isEnabled,
      status,
      modelCount: modelCounts.get(row.slug) ?? 0,
      createdAt: row.createdAt,
      updatedAt: row.updatedAt,
    };
  });
}

/** What an audit row says of a provider: everything but the key, of which it says that there is one. */
export function auditable({ encryptedKey, ...provider }: StoredProvider) {
  return { ...provider, isKeyStored: encryptedKey !== null };
}
