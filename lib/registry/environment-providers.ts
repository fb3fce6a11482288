import type { Environment } from "@/lib/platform/environment";
import { KIND_FACTS } from "./provider-kinds";
import type { ProviderKind } from "./provider-schemas";

/** A provider that the operator configured by environment variables. Its slug is its kind. */
export type EnvironmentProvider = {
  kind: ProviderKind;
  /** null for the simulator, which takes none. */
  apiKey: string | null;
  /** Without trailing slash; null for local models. */
  baseUrl: string | null;
};

/** The providers of this process's environment, in the order of the catalogue. */
export function environmentProviders(
  environment: Pick<Environment, "providers" | "simulatorUrl">,
): EnvironmentProvider[] {
  const vendors = (["openai", "anthropic", "gemini", "groq", "openrouter"] as const).flatMap((kind) => {
    const given = environment.providers[kind];
    return given ? [{ kind, apiKey: given.apiKey, baseUrl: given.baseUrl ?? KIND_FACTS[kind].baseUrl }] : [];
  });
  if (environment.simulatorUrl === null) return vendors;
  return [...vendors, { kind: "simulator", apiKey: null, baseUrl: withVersion(environment.simulatorUrl) }];
}

/** `SIMULATOR_URL` may be given with or without the `/v1` that the simulator prints. */
const withVersion = (url: string): string => (url.endsWith("/v1") ? url : `${url}/v1`);
