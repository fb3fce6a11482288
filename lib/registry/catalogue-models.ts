import { newId } from "@/lib/platform/ids";
import { catalogueOf, catalogueSlug, type CatalogueModel } from "./catalogue";
import type { Capability } from "./model-schemas";
import type { NewModel } from "./model-store";
import { bookEntry } from "./price-book";
import type { ProviderKind } from "./provider-schemas";

/** From here on a context window counts as long, tokens. */
const LONG_CONTEXT = 200_000;

/** The catalogue's models of one kind, as rows of a provider. */
export function catalogueRows(kind: ProviderKind, providerSlug: string, now: Date): NewModel[] {
  return catalogueOf(kind).map((model) => catalogueRow(model, providerSlug, now));
}

function catalogueRow(model: CatalogueModel, providerSlug: string, now: Date): NewModel {
  const contextWindow =
    bookEntry(model.providerKind, model.upstreamId, now)?.contextWindow ?? model.contextWindow ?? null;
  return {
    id: newId(now.getTime()),
    slug: catalogueSlug(providerSlug, model),
    providerSlug,
    upstreamId: model.upstreamId,
    name: model.name,
    kind: model.kind,
    capabilities: withLongContext(model.capabilities, contextWindow),
    contextWindow,
    maxOutputTokens: model.maxOutputTokens ?? null,
    isEnabled: true,
  };
}

/** The capabilities with `long_context` where the window, in tokens, is long. */
export function withLongContext(capabilities: readonly Capability[], contextWindow: number | null): Capability[] {
  const isLong = contextWindow !== null && contextWindow >= LONG_CONTEXT;
  return isLong ? [...new Set([...capabilities, "long_context" as const])] : [...capabilities];
}
