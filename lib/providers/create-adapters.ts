import type { Outbound } from "@/lib/platform/outbound";
import { createAnthropicAdapter } from "./anthropic/anthropic-adapter";
import { createCompatibleAdapter } from "./compatible/compatible-adapter";
import type { CompatibleKind } from "./compatible/dialects";
import type { ArtefactReference, ProviderAdapter } from "./contract";
import { instructed } from "./instructed/instructed-adapter";
import { parseInstruction } from "./instructed/instruction";
import { ArtefactCache } from "./local/artefact-cache";
import { ProviderError } from "./provider-error";
import type { ProviderKind } from "@/lib/registry/schemas";
import { Upstream } from "./wire/upstream";

export type AdapterParts = {
  outbound: Outbound;
  /** Without it every call of a local model fails with `not_found`. */
  local?: ProviderAdapter;
  /** Without it every call of a replayed model fails with `not_found`. */
  replay?: ProviderAdapter;
  /** The stored bytes of a version of a chat model. Without it every call of one fails with `not_found`. */
  loadArtefact?: (reference: ArtefactReference) => Promise<Uint8Array>;
  /** Milliseconds since 1970. (Default: the system clock) */
  nowMs?: () => number;
};

/** One adapter per kind of provider, shared by all endpoints of that kind. */
export function createAdapters({
  outbound,
  local = without("local", "Local models are"),
  replay = without("replay", "Replayed answers are"),
  loadArtefact = noArtefacts,
  nowMs = Date.now,
}: AdapterParts): Record<ProviderKind, ProviderAdapter> {
  const upstream = new Upstream(outbound, nowMs);
  const instructions = new ArtefactCache(loadArtefact, parseInstruction, MAX_INSTRUCTIONS);
  const compatible = (kind: CompatibleKind) => instructed(createCompatibleAdapter(kind, upstream), instructions);
  return {
    openai: compatible("openai"),
    openrouter: compatible("openrouter"),
    groq: compatible("groq"),
    gemini: compatible("gemini"),
    compatible: compatible("compatible"),
    simulator: compatible("simulator"),
    anthropic: instructed(createAnthropicAdapter(upstream, nowMs), instructions),
    local,
    replay,
  };
}

/** Instructions kept in memory; they are a few kilobytes each. */
const MAX_INSTRUCTIONS = 200;

const noArtefacts = () =>
  Promise.reject(new ProviderError("not_found", "Versions of chat models are not available in this process"));

function without(kind: ProviderKind, what: string): ProviderAdapter {
  const refuse = () => Promise.reject(new ProviderError("not_found", `${what} not available in this process`));
  return { kind, complete: refuse, stream: refuse, embed: refuse, testConnection: refuse };
}
