import { requireScope, type Ctx } from "@/lib/platform/ctx";
import { conflict, notFound } from "@/lib/platform/errors";
import { isId } from "@/lib/platform/ids";
import { credentialsOf } from "./credentials";
import { listProviders } from "./list-providers";
import type { Provider, ProviderKind } from "./provider-schemas";
import { connectionOf } from "./provider-status";
import { selectProvider, type StoredProvider } from "./provider-store";
import type { Endpoint } from "./snapshot-types";

export async function getProvider(ctx: Ctx, id: string): Promise<Provider> {
  const { items } = await listProviders(ctx);
  const provider = items.find((candidate) => candidate.id === id);
  if (!provider) throw missing(id);
  return provider;
}

/**
 * Where a provider is called, with its key, also while it is disabled: to test the connection before enabling it. The
 * result stays on the server. Throws `conflict` when there is no usable key.
 */
export async function endpointOf(ctx: Ctx, id: string): Promise<{ endpoint: Endpoint; kind: ProviderKind }> {
  requireScope(ctx, "write");
  const provider = await requireProvider(ctx, id);
  const { endpoint, status } = connectionOf({ ...provider, isEnabled: true }, credentialsOf(ctx));
  if (status === "no_key") {
    throw conflict(
      provider.source === "environment"
        ? `${provider.name} has no key: its environment variable is not set on this server`
        : `${provider.name} has no key: enter one first`,
    );
  }
  if (status === "key_unreadable") {
    throw conflict(`The key of ${provider.name} was stored with another ENCRYPTION_KEY: enter it again`);
  }
  return { endpoint, kind: provider.kind };
}

/** The stored row. Throws `not_found`. */
export async function requireProvider(ctx: Ctx, id: string): Promise<StoredProvider> {
  const provider = isId(id) ? await selectProvider(ctx.db, ctx.organizationId, id) : null;
  if (!provider) throw missing(id);
  return provider;
}

const missing = (id: string) => notFound(`There is no provider with the id \`${id}\``);
