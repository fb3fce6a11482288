import type { Provider, UpdateProviderInput } from "@/lib/registry/schemas";

/**
 * What a person changed, and nothing else: the server asks for the key again when an address is sent, and refuses
 * addresses and keys of providers that come from the environment. An empty key keeps the stored one.
 */
export function providerChanges(
  provider: Pick<Provider, "name" | "baseUrl" | "source">,
  form: { name: string; baseUrl: string; apiKey: string },
  isKeyRemoved: boolean,
): UpdateProviderInput {
  const name = form.name.trim();
  const baseUrl = form.baseUrl.trim();
  const apiKey = form.apiKey.trim();
  const isAdded = provider.source === "added";
  return {
    ...(name !== provider.name && { name }),
    ...(isAdded && baseUrl !== "" && baseUrl !== provider.baseUrl && { baseUrl }),
    ...(isAdded && isKeyRemoved && { apiKey: null }),
    ...(isAdded && !isKeyRemoved && apiKey !== "" && { apiKey }),
  };
}
