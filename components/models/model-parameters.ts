import { createLoader, parseAsString, parseAsStringLiteral, type inferParserType } from "nuqs/server";
import type { ModelFilters } from "@/lib/client/models";
import { CAPABILITIES, MODEL_KINDS, MODEL_STATUSES, PROVIDER_SLUG } from "@/lib/registry/words";
import { MODEL_SORTS } from "./sort-models";

/** What of the models page lies in its address. */
export const modelParsers = {
  provider: parseAsString,
  kind: parseAsStringLiteral(MODEL_KINDS),
  capability: parseAsStringLiteral(CAPABILITIES),
  status: parseAsStringLiteral(MODEL_STATUSES),
  q: parseAsString,
  sort: parseAsStringLiteral(MODEL_SORTS),
  direction: parseAsStringLiteral(["asc", "desc"]).withDefault("asc"),
};

export const loadModelParameters = createLoader(modelParsers);

/** Filters as the API takes them: what is not set, or no provider could be called, is left out. */
export function modelFiltersOf(parameters: inferParserType<typeof modelParsers>): ModelFilters {
  const { provider, kind, capability, status, q } = parameters;
  return {
    ...(provider && PROVIDER_SLUG.test(provider) && { provider }),
    ...(kind && { kind }),
    ...(capability && { capability }),
    ...(status && { status }),
    ...(q && { q: q.slice(0, 100) }),
  };
}
