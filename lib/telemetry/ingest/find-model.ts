import type { OrganizationSnapshot, RoutableModel } from "@/lib/registry";

/** Providers by the names that OpenTelemetry and its instrumentations give them. */
const PROVIDERS: Readonly<Record<string, string>> = {
  "az.ai.openai": "openai",
  "azure.ai.openai": "openai",
  azure: "openai",
  "gcp.gemini": "gemini",
  "gcp.gen_ai": "gemini",
  "gcp.vertex_ai": "gemini",
  vertex_ai: "gemini",
  google: "gemini",
};

/** `gpt-5-mini-2025-08-07` and `claude-sonnet-4-5-20250929` are dated releases of a model. */
const DATE = /[-@](\d{4}-\d{2}-\d{2}|\d{8})$/;

/**
 * The model of the catalogue that a vendor's name means: our slug, the name at its provider, the name at any provider
 * when only one has it, and the same without the date of a release. null when there is none.
 */
export function findModel(
  { models, modelList }: Pick<OrganizationSnapshot, "models" | "modelList">,
  names: readonly string[],
  provider: string | null,
): RoutableModel | null {
  const wanted = provider && (PROVIDERS[provider] ?? provider);
  const spellings = names.flatMap((name) => [name, name.replace(DATE, "")]);
  for (const name of spellings) {
    const own = models.get(name) ?? (wanted ? models.get(`${wanted}/${name}`) : undefined);
    if (own) return own;
    const named = modelList.filter(({ upstreamId }) => upstreamId === name);
    const atProvider = named.filter(
      ({ providerSlug, providerKind }) => providerSlug === wanted || providerKind === wanted,
    );
    if (atProvider[0]) return atProvider[0];
    if (wanted === null && named.length === 1) return named[0]!;
  }
  return null;
}
