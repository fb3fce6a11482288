import type { Capability, ModelKind } from "./model-schemas";
import type { ModelPrice } from "./price-schemas";
import type { ProviderKind } from "./provider-schemas";

/** A model that exists from the first start. Its price, and its context window where stated, come from the price book. */
export type CatalogueModel = {
  providerKind: ProviderKind;
  /** The vendor's own name. */
  upstreamId: string;
  name: string;
  kind: ModelKind;
  /** Without `long_context`, which follows from the context window. */
  capabilities: readonly Capability[];
  /** Tokens; only where the price book states none. */
  contextWindow?: number;
  /** Tokens; absent = unknown. */
  maxOutputTokens?: number;
  /** Only of simulated models, which no price book knows: what simulator/profiles.ts pretends, US dollars per million tokens. */
  simulatedPrice?: { input: number; output: number };
};

/** A capability is claimed only where the vendor or a price book states it; people can add more. */
const TEXT = ["chat", "streaming", "tools"] as const;
const STRUCTURED = [...TEXT, "json_schema"] as const;
const REASONING = [...STRUCTURED, "reasoning"] as const;
const SEEING = [...STRUCTURED, "vision"] as const;
const FULL = [...REASONING, "vision"] as const;
const GEMINI_WINDOW = 1_048_576;
/** Longest text that the local specialists read, tokens. */
const SPECIALIST_WINDOW = 64_000;

const LOCAL_CAPABILITY = { classifier: "classification", embedding: "embeddings", search: "search" } as const;

/** Grouped by provider, the strongest first. */
export const CATALOGUE: readonly CatalogueModel[] = [
  chat("openai", "gpt-6-astra", "GPT-6 Astra", REASONING),
  chat("openai", "gpt-6-sol", "GPT-6 Sol", REASONING),
  chat("openai", "gpt-6-luna", "GPT-6 Luna", REASONING),
  chat("openai", "gpt-5.6-terra", "GPT-5.6 Terra", FULL, { maxOutputTokens: 128_000 }),
  chat("openai", "gpt-5.6-luna", "GPT-5.6 Luna", FULL, { maxOutputTokens: 128_000 }),
  chat("openai", "gpt-5-mini", "GPT-5 mini", FULL, { maxOutputTokens: 128_000 }),
  chat("openai", "gpt-4.1-mini", "GPT-4.1 mini", SEEING, { maxOutputTokens: 32_768 }),
  embedding("openai", "text-embedding-3-large", "Text Embedding 3 large"),
  embedding("openai", "text-embedding-3-small", "Text Embedding 3 small"),

  chat("anthropic", "claude-opus-5-5", "Claude Opus 5.5", FULL),
  chat("anthropic", "claude-opus-5", "Claude Opus 5", FULL, { maxOutputTokens: 128_000 }),
  chat("anthropic", "claude-sonnet-5", "Claude Sonnet 5", FULL, { maxOutputTokens: 128_000 }),
  chat("anthropic", "claude-haiku-4-5", "Claude Haiku 4.5", FULL, { maxOutputTokens: 64_000 }),

  chat("gemini", "gemini-3.1-pro-preview", "Gemini 3.1 Pro", FULL, {
    contextWindow: GEMINI_WINDOW,
    maxOutputTokens: 65_536,
  }),
  chat("gemini", "gemini-3.6-flash", "Gemini 3.6 Flash", FULL, { maxOutputTokens: 65_536 }),
  chat("gemini", "gemini-3.5-flash-lite", "Gemini 3.5 Flash-Lite", FULL, { maxOutputTokens: 65_536 }),
  chat("gemini", "gemini-2.5-flash-lite", "Gemini 2.5 Flash-Lite", FULL, { maxOutputTokens: 65_535 }),
  embedding("gemini", "gemini-embedding-001", "Gemini Embedding", { contextWindow: 2_048 }),

  chat("groq", "openai/gpt-oss-120b", "GPT-OSS 120B (Groq)", REASONING, { maxOutputTokens: 32_766 }),
  chat("groq", "openai/gpt-oss-20b", "GPT-OSS 20B (Groq)", REASONING, { maxOutputTokens: 32_768 }),
  chat("groq", "llama-3.3-70b-versatile", "Llama 3.3 70B (Groq)", TEXT, {
    contextWindow: 128_000,
    maxOutputTokens: 32_768,
  }),
  chat("groq", "llama-3.1-8b-instant", "Llama 3.1 8B (Groq)", TEXT, {
    contextWindow: 128_000,
    maxOutputTokens: 8_192,
  }),

  chat("openrouter", "moonshotai/kimi-k3", "Kimi K3 (OpenRouter)", TEXT),
  chat("openrouter", "z-ai/glm-5.3", "GLM 5.3 (OpenRouter)", REASONING),
  chat("openrouter", "z-ai/glm-5.3-flash", "GLM 5.3 Flash (OpenRouter)", TEXT),
  chat("openrouter", "qwen/qwen3.7-plus", "Qwen 3.7 Plus (OpenRouter)", TEXT),
  chat("openrouter", "mistralai/mistral-medium-3-5", "Mistral Medium 3.5 (OpenRouter)", TEXT),

  local("nb", "Naive Bayes", "classifier"),
  local("tfidf", "TF-IDF and linear model", "classifier"),
  local("encoder", "Sentence encoder and softmax", "classifier"),
  local("council", "Council of the three classifiers", "classifier"),
  // Its labels may be whole answers, so it also serves tasks that ask for a text.
  { ...local("nearest", "Nearest examples", "classifier"), capabilities: ["classification", "chat"] },
  local("embed", "Sentence encoder", "embedding"),
  // A question may hold a picture, which is compared with those of the collection.
  { ...local("search-hybrid", "Search by words and meaning", "search"), capabilities: ["search", "vision"] },
  { ...local("search-text", "Search by words", "search"), capabilities: ["search", "vision"] },
  { ...local("search-vector", "Search by meaning", "search"), capabilities: ["search", "vision"] },
  specialist("summary", "Extractive summary", ["summarization", "streaming"]),
  specialist("extract", "Extraction by rules", ["extraction", "json_schema", "streaming"]),

  simulated("sim-smart", "Simulated: smart", { input: 3, output: 15 }),
  simulated("sim-fast", "Simulated: fast", { input: 0.1, output: 0.4 }),
  simulated("sim-cheap", "Simulated: cheap", { input: 0.02, output: 0.05 }),
  simulated("sim-flaky", "Simulated: flaky", { input: 0.05, output: 0.2 }),
  simulated("sim-instant", "Simulated: instant", { input: 0.1, output: 0.4 }),
];

/** Models of one kind of provider. */
export const catalogueOf = (kind: ProviderKind): readonly CatalogueModel[] =>
  CATALOGUE.filter((model) => model.providerKind === kind);

const KIND_BY_SLUG: ReadonlyMap<string, ProviderKind> = new Map(
  CATALOGUE.map((model) => [catalogueSlug(model.providerKind, model), model.providerKind]),
);

/** Whether the slug belongs to the catalogue itself, so that the model is built in. */
export const isCatalogueSlug = (slug: string): boolean => KIND_BY_SLUG.has(slug);

/** Whose model it is, also while nobody has set up the provider; null for a slug outside the catalogue. */
export const kindOfCatalogueSlug = (slug: string): ProviderKind | null => KIND_BY_SLUG.get(slug) ?? null;

/** `providerSlug` is the kind itself, except for a second account with the same vendor. */
export function catalogueSlug(providerSlug: string, model: Pick<CatalogueModel, "upstreamId">): string {
  return `${providerSlug}/${model.upstreamId}`;
}

/**
 * What a simulated model pretends to cost; null for one outside the catalogue. Cached input costs a tenth, as is usual
 * among vendors, so that the simulator's cached tokens have a price too.
 */
export function simulatedPrice(upstreamId: string): ModelPrice | null {
  const price = catalogueOf("simulator").find((model) => model.upstreamId === upstreamId)?.simulatedPrice;
  if (!price) return null;
  return {
    inputPerMillion: price.input,
    outputPerMillion: price.output,
    cacheReadPerMillion: price.input / 10,
    cacheWritePerMillion: null,
    note: "Simulated: nothing is charged",
    source: "simulated",
    ref: "simulated",
    asOf: SIMULATED_SINCE,
  };
}

/** Pretended prices never change. */
const SIMULATED_SINCE = "2026-01-01";

type Limits = Pick<CatalogueModel, "contextWindow" | "maxOutputTokens">;

function chat(
  providerKind: ProviderKind,
  upstreamId: string,
  name: string,
  capabilities: readonly Capability[],
  limits: Limits = {},
): CatalogueModel {
  return { providerKind, upstreamId, name, kind: "chat", capabilities, ...limits };
}

function embedding(providerKind: ProviderKind, upstreamId: string, name: string, limits: Limits = {}): CatalogueModel {
  return { providerKind, upstreamId, name, kind: "embedding", capabilities: ["embeddings"], ...limits };
}

function local(upstreamId: string, name: string, kind: keyof typeof LOCAL_CAPABILITY): CatalogueModel {
  return { providerKind: "local", upstreamId, name, kind, capabilities: [LOCAL_CAPABILITY[kind]] };
}

function specialist(upstreamId: string, name: string, capabilities: readonly Capability[]): CatalogueModel {
  return {
    providerKind: "local",
    upstreamId,
    name,
    kind: "specialist",
    capabilities,
    contextWindow: SPECIALIST_WINDOW,
  };
}

function simulated(upstreamId: string, name: string, price: { input: number; output: number }): CatalogueModel {
  return { providerKind: "simulator", upstreamId, name, kind: "chat", capabilities: STRUCTURED, simulatedPrice: price };
}
