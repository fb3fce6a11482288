export type ProviderKind =
  "openai" | "anthropic" | "openrouter" | "gemini" | "groq" | "compatible" | "local" | "simulator";

export type ProviderKindInfo = {
  kind: ProviderKind;
  name: string;
  /** Without trailing slash; null when every provider of this kind has its own, or needs none. */
  baseUrl: string | null;
  /** Where the key is found at start; null for kinds that are not discovered. */
  environmentVariable: string | null;
  /** Where a person gets a key and reads about the API. */
  docsUrl: string | null;
};

/** Every kind of provider, in the order in which people see them. */
export const PROVIDER_KINDS = [
  {
    kind: "openai",
    name: "OpenAI",
    baseUrl: "https://api.openai.com/v1",
    environmentVariable: "OPENAI_API_KEY",
    docsUrl: "https://platform.openai.com/docs/api-reference",
  },
  {
    kind: "anthropic",
    name: "Anthropic",
    baseUrl: "https://api.anthropic.com/v1",
    environmentVariable: "ANTHROPIC_API_KEY",
    docsUrl: "https://docs.anthropic.com/en/api/messages",
  },
  {
    kind: "openrouter",
    name: "OpenRouter",
    baseUrl: "https://openrouter.ai/api/v1",
    environmentVariable: "OPENROUTER_API_KEY",
    docsUrl: "https://openrouter.ai/docs/api-reference/overview",
  },
  {
    kind: "gemini",
    name: "Google Gemini",
    baseUrl: "https://generativelanguage.googleapis.com/v1beta/openai",
    environmentVariable: "GEMINI_API_KEY",
    docsUrl: "https://ai.google.dev/gemini-api/docs/openai",
  },
  {
    kind: "groq",
    name: "Groq",
    baseUrl: "https://api.groq.com/openai/v1",
    environmentVariable: "GROQ_API_KEY",
    docsUrl: "https://console.groq.com/docs/openai",
  },
  { kind: "compatible", name: "OpenAI-compatible server", baseUrl: null, environmentVariable: null, docsUrl: null },
  { kind: "local", name: "Local models", baseUrl: null, environmentVariable: null, docsUrl: null },
  {
    kind: "simulator",
    name: "Simulator",
    baseUrl: "http://127.0.0.1:4010/v1",
    environmentVariable: null,
    docsUrl: null,
  },
] as const satisfies readonly ProviderKindInfo[];
