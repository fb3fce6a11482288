import type { Outbound } from "@/lib/platform/outbound";
import { createAnthropicAdapter } from "./anthropic/anthropic-adapter";
import { createCompatibleAdapter } from "./compatible/compatible-adapter";
import type { ProviderAdapter } from "./contract";
import { ProviderError } from "./provider-error";
import type { ProviderKind } from "@/lib/registry/schemas";
import { Upstream } from "./wire/upstream";

export type AdapterParts = {
  outbound: Outbound;
  /** Without it every call of a local model fails with `not_found`. */
  local?: ProviderAdapter;
  /** Without it every call of a replayed model fails with `not_found`. */
  replay?: ProviderAdapter;
  /** Milliseconds since 1970. (Default: the system clock) */
  nowMs?: () => number;
};

/** One adapter per kind of provider, shared by all endpoints of that kind. */
export function createAdapters({
  outbound,
  local = without("local", "Local models are"),
  replay = without("replay", "Replayed answers are"),
  nowMs = Date.now,
}: AdapterParts): Record<ProviderKind, ProviderAdapter> {
  const upstream = new Upstream(outbound, nowMs);
  return {
    openai: createCompatibleAdapter("openai", upstream),
    openrouter: createCompatibleAdapter("openrouter", upstream),
    groq: createCompatibleAdapter("groq", upstream),
    gemini: createCompatibleAdapter("gemini", upstream),
    compatible: createCompatibleAdapter("compatible", upstream),
    simulator: createCompatibleAdapter("simulator", upstream),
    anthropic: createAnthropicAdapter(upstream, nowMs),
    local,
    replay,
  };
}

function without(kind: ProviderKind, what: string): ProviderAdapter {
  const refuse = () => Promise.reject(new ProviderError("not_found", `${what} not available in this process`));
  return { kind, complete: refuse, stream: refuse, embed: refuse, testConnection: refuse };
}
