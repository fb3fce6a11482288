import type { ServiceTier } from "@/lib/registry/schemas";

/** In what a vendor's version of OpenAI's protocol differs from OpenAI's own. */
export type Dialect = {
  /** The one name of the output limit that this vendor surely takes; the other is renamed to it. */
  outputLimit: "max_tokens" | "max_completion_tokens";
  /** Fields that this vendor refuses and that do not change the answer, so they are left out. */
  omitted: readonly string[];
  /** Sent with every call; names and values in turn. */
  headers: readonly string[];
  /** The values of `service_tier` in an answer that this vendor asks another price for. */
  pricedTiers: readonly ServiceTier[];
};

/** OpenAI's own bookkeeping; unknown names are a 400 at stricter vendors. */
const BOOKKEEPING = ["store", "metadata", "service_tier", "safety_identifier", "prompt_cache_key"] as const;

export const DIALECTS = {
  /** Reasoning models refuse `max_tokens`. */
  openai: {
    outputLimit: "max_completion_tokens",
    omitted: [],
    headers: [],
    pricedTiers: ["batch", "flex", "priority"],
  },
  /** The headers name the calling application in OpenRouter's statistics. */
  openrouter: { outputLimit: "max_tokens", omitted: [], headers: ["X-Title", "AI Gym"], pricedTiers: [] },
  groq: { outputLimit: "max_completion_tokens", omitted: BOOKKEEPING, headers: [], pricedTiers: [] },
  gemini: { outputLimit: "max_tokens", omitted: [...BOOKKEEPING, "user"], headers: [], pricedTiers: [] },
  /** `max_tokens` is what ollama, vLLM and llama.cpp have understood longest. */
  compatible: { outputLimit: "max_tokens", omitted: [], headers: [], pricedTiers: [] },
  simulator: { outputLimit: "max_tokens", omitted: [], headers: [], pricedTiers: [] },
} as const satisfies Record<string, Dialect>;

export type CompatibleKind = keyof typeof DIALECTS;
