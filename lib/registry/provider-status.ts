import type { EnvironmentProvider } from "./environment-providers";
import { KIND_FACTS } from "./provider-kinds";
import type { ProviderKind, ProviderSource, ProviderStatus } from "./provider-schemas";
import type { Endpoint } from "./snapshot-types";

export type ProviderRow = {
  slug: string;
  kind: ProviderKind;
  source: ProviderSource;
  baseUrl: string | null;
  encryptedKey: string | null;
  isEnabled: boolean;
};

export type Credentials = {
  /** What this process's environment offers now. */
  environment: readonly EnvironmentProvider[];
  /** Opens a stored key; throws when it was made with another encryption key. */
  decrypt: (encrypted: string) => string;
};

/**
 * Where calls of a provider go and whether they can. A provider of the environment lives by its variable: without it
 * the provider stays listed, with the status `no_key`.
 */
export function connectionOf(
  provider: ProviderRow,
  credentials: Credentials,
): { endpoint: Endpoint; status: ProviderStatus; keyHint: string | null } {
  const { apiKey, baseUrl, problem } = resolve(provider, credentials);
  return {
    endpoint: {
      slug: provider.slug,
      baseUrl,
      apiKey,
      isUserSupplied: provider.source === "added" && provider.baseUrl !== null,
    },
    status: provider.isEnabled ? (problem ?? "ready") : "disabled",
    keyHint: apiKey === null ? null : keyHintOf(apiKey),
  };
}

type Resolved = { apiKey: string | null; baseUrl: string | null; problem: "no_key" | "key_unreadable" | null };

function resolve(provider: ProviderRow, { environment, decrypt }: Credentials): Resolved {
  const baseUrl = provider.baseUrl ?? KIND_FACTS[provider.kind].baseUrl;
  if (provider.source === "built_in") return { apiKey: null, baseUrl, problem: null };
  if (provider.source === "environment") {
    const given = environment.find((candidate) => candidate.kind === provider.kind);
    if (!given) return { apiKey: null, baseUrl, problem: "no_key" };
    return { apiKey: given.apiKey, baseUrl: given.baseUrl, problem: null };
  }
  if (provider.encryptedKey === null) {
    return { apiKey: null, baseUrl, problem: KIND_FACTS[provider.kind].needsKey ? "no_key" : null };
  }
  try {
    return { apiKey: decrypt(provider.encryptedKey), baseUrl, problem: null };
  } catch {
    return { apiKey: null, baseUrl, problem: "key_unreadable" };
  }
}

/** The last four characters, so that people can tell keys apart; nothing of a key too short to hide the rest. */
export function keyHintOf(apiKey: string): string {
  return apiKey.length >= 12 ? `…${apiKey.slice(-4)}` : "…";
}
