import type { Retrieval, ServiceTier } from "@/lib/registry/schemas";
import type {
  ChatCompletion,
  ChatCompletionChunk,
  ChatRequest,
  EmbeddingRequest,
  EmbeddingResponse,
} from "./openai-types";
import type { Retrieved } from "./retrieval-schemas";

/**
 * What every provider adapter implements. The gateway speaks OpenAI's chat format inside; an adapter translates
 * to its vendor's wire format and back, and owns the vendor's rules of counting tokens.
 */
export interface ProviderAdapter {
  readonly kind: string;
  /** One whole answer. Throws `ProviderError` only. */
  complete(call: ProviderCall<ChatRequest>): Promise<CompleteResult>;
  /**
   * A streamed answer. Resolves when the upstream accepted the call (status and headers seen), so that failures
   * before the first token reject here or on the first `next()`; both are safe to fail over.
   * The iterator ends with exactly one `finish` part, or throws `ProviderError` when the stream broke.
   */
  stream(call: ProviderCall<ChatRequest>): Promise<AsyncIterable<StreamPart>>;
  embed(call: ProviderCall<EmbeddingRequest>): Promise<EmbedResult>;
  /** A cheap authenticated request. Resolves with the models the account sees, or throws `ProviderError`. */
  testConnection(call: ConnectionCall): Promise<{ models: string[]; latencyMs: number }>;
}

/** Where a call goes. Built from the registry once per snapshot, so the hot path only reads it. */
export type ProviderEndpoint = {
  /** Provider slug, such as `openai` or `my-vllm`. */
  slug: string;
  /** Without trailing slash, such as `https://api.openai.com/v1`; null for local models. */
  baseUrl: string | null;
  apiKey: string | null;
  /** True when the base URL came from a person or program, so the address has to be checked at connect time. */
  isUserSupplied: boolean;
};

export type ProviderCall<Request> = {
  organizationId: string;
  endpoint: ProviderEndpoint;
  /** The vendor's own name of the model. */
  upstreamId: string;
  /** The trained version that serves the call; only local classifiers have one. */
  artefact?: ArtefactReference;
  /** Where a model that searches has to look; null or absent = the task names no collection. */
  retrieval?: Retrieval | null;
  request: Request;
  timeouts: CallTimeouts;
  /** What the call takes is measured: a local model may use nothing that an earlier call computed. (Default: false) */
  isMeasured?: boolean;
  signal: AbortSignal;
};

export type ConnectionCall = { endpoint: ProviderEndpoint; timeouts: CallTimeouts; signal: AbortSignal };

export type ArtefactReference = { organizationId: string; modelVersionId: string; sha256: string };

/** Every limit is in milliseconds. */
export type CallTimeouts = {
  connectMs: number;
  /** From the request being sent to the first byte of the answer's headers. */
  headersMs: number;
  /** Longest silence between two pieces of a streamed answer. */
  idleMs: number;
  /** The whole call. */
  totalMs: number;
};

/**
 * Tokens of one call. Each is counted once in `inputTokens` (the fresh ones only: neither read from nor written to the
 * vendor's prompt cache), `cacheReadTokens`, `cacheWriteTokens` or `outputTokens`; the others are parts of those.
 */
export type Usage = {
  inputTokens: number;
  cacheReadTokens: number;
  /** Kept for any time. */
  cacheWriteTokens: number;
  /** Part of `cacheWriteTokens`: kept for an hour. */
  cacheWrite1hTokens: number;
  outputTokens: number;
  /** Part of `outputTokens`. */
  reasoningTokens: number;
  /** Part of `inputTokens`: sound. */
  audioInputTokens: number;
  /** Part of `outputTokens`: sound. */
  audioOutputTokens: number;
  /** How the vendor served it, where that has a price of its own; null = the ordinary way. */
  serviceTier: ServiceTier | null;
  /** True when the vendor gave no usage and the numbers were counted here. */
  isEstimated: boolean;
};

export type CompleteResult = {
  /** In OpenAI's shape; `model` is the upstream's own name. */
  response: ChatCompletion;
  /** null when the vendor gave none; the caller estimates. */
  usage: Usage | null;
  /** The vendor's usage object, as received. */
  rawUsage: unknown;
} & OwnFacts;

/** What only models of this process and replayed ones tell. */
type OwnFacts = {
  /** What the recorded answer cost and scored. */
  replayed?: Replayed;
  classification?: Classification;
  /** Computing time of this call, milliseconds: what a local model costs. */
  cpuMs?: number;
  /** Of a model that searches: what it found. */
  retrieval?: Retrieved;
};

export type StreamPart =
  | { type: "chunk"; chunk: ChatCompletionChunk }
  | ({ type: "finish"; finishReason: string | null; usage: Usage | null; rawUsage: unknown } & OwnFacts);

export type EmbedResult = { response: EmbeddingResponse; usage: Usage | null; rawUsage: unknown } & Pick<
  OwnFacts,
  "cpuMs"
>;

export type Replayed = {
  /** US dollars; null when the recording does not tell. */
  costUsd: number | null;
  /** 0–100; null when the answer was never scored. */
  quality: number | null;
};

export type Classification = {
  label: string;
  /** 0–1: of local models calibrated on held-out data, of chat models their own opinion; null when it is not told. */
  confidence: number | null;
  /** Best first, the chosen label included, at most five. Empty without a confidence. */
  alternatives: { label: string; confidence: number }[];
  /** Only of models that answer from examples. */
  evidence?: Evidence[];
};

/** An example that an answer was taken from. */
export type Evidence = {
  /** Its beginning. */
  text: string;
  label: string;
  /** Cosine with what was asked, -1–1. */
  similarity: number;
};
