import type { ProviderKind } from "./provider-schemas";

type KindFacts = {
  name: string;
  /** The vendor's address, without trailing slash; null when a provider of this kind states its own, or has none. */
  baseUrl: string | null;
  /** Whether calls need a key. */
  needsKey: boolean;
};

export const KIND_FACTS: Record<ProviderKind, KindFacts> = {
  openai: { name: "OpenAI", baseUrl: "https://api.openai.com/v1", needsKey: true },
  anthropic: { name: "Anthropic", baseUrl: "https://api.anthropic.com/v1", needsKey: true },
  openrouter: { name: "OpenRouter", baseUrl: "https://openrouter.ai/api/v1", needsKey: true },
  gemini: {
    name: "Google Gemini",
    baseUrl: "https://generativelanguage.googleapis.com/v1beta/openai",
    needsKey: true,
  },
  groq: { name: "Groq", baseUrl: "https://api.groq.com/openai/v1", needsKey: true },
  compatible: { name: "OpenAI-compatible server", baseUrl: null, needsKey: false },
  local: { name: "This server", baseUrl: null, needsKey: false },
  simulator: { name: "Simulator", baseUrl: null, needsKey: false },
  replay: { name: "Replayed answers", baseUrl: null, needsKey: false },
};
