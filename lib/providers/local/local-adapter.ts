import { newId } from "@/lib/platform/ids";
import type {
  ArtefactReference,
  CompleteResult,
  EmbedResult,
  ProviderAdapter,
  ProviderCall,
  StreamPart,
} from "../contract";
import type { ChatRequest, EmbeddingRequest } from "../openai-types";
import { estimatedUsage } from "../estimate-usage";
import { ProviderError } from "../provider-error";
import { approximateTokens } from "./approximate-tokens";
import { ArtefactCache } from "./artefact-cache";
import { CLASSIFIER_KINDS, parseClassifier } from "./classifiers";
import { asProviderCall } from "./as-provider-call";
import { answerMessage, EXTRACTION_MODEL, SUMMARY_MODEL, type LocalAnswer } from "./answer-message";
import type { Embedder } from "./embedder";
import { SEARCH_MODELS } from "./search-message";
import type { SearchTexts } from "../retrieval-schemas";
import { embeddingResponse, textsToEmbed } from "./embedding-response";

const EMBEDDING_MODEL = "embed";

/** Classifiers kept in memory; one of a hundred labels takes 5 to 10 MB. */
const MAX_LOADED = 24;

export type LocalAdapterParts = {
  embedder: Pick<Embedder, "embedMeasured" | "dimensions">;
  /** The stored bytes of a trained version. */
  loadArtefact: (reference: ArtefactReference) => Promise<Uint8Array>;
  /** Without it models that search answer `not_found`. */
  search?: SearchTexts;
  now: () => Date;
};

export interface LocalAdapter extends ProviderAdapter {
  /** Reads a trained version into memory, so that its first call is as quick as the next. */
  preload(reference: ArtefactReference): Promise<void>;
}

/**
 * Models that run in this process: `nb`, `tfidf`, `encoder`, `council` and `nearest` answer with the label of the last
 * user message (which may be a whole answer), `summary` answers with the sentences that say most, `extract` with
 * fields as JSON, `embed` gives sentence embeddings, and those that begin with `search-` find
 * texts of the collection that the task names. `cpuMs` is the measured computing time; a text that was embedded just
 * before costs nothing again.
 */
export function createLocalAdapter({ embedder, loadArtefact, search, now }: LocalAdapterParts): LocalAdapter {
  const models = new ArtefactCache(loadArtefact, parseClassifier, MAX_LOADED);
  const created = () => Math.floor(now().getTime() / 1_000);

  const answerTo = (call: ProviderCall<ChatRequest>) => answerMessage(call, { models, embedder, search });

  const complete = async (call: ProviderCall<ChatRequest>): Promise<CompleteResult> => {
    const { text, answer, citations, ...facts } = await answerTo(call);
    const usage = estimatedUsage(approximateTokens(text), approximateTokens(answer));
    return {
      response: {
        id: newCompletionId(),
        object: "chat.completion",
        created: created(),
        model: call.upstreamId,
        choices: [{ index: 0, message: { role: "assistant", content: answer }, finish_reason: "stop" }],
        usage: {
          prompt_tokens: usage.inputTokens,
          completion_tokens: usage.outputTokens,
          total_tokens: usage.inputTokens + usage.outputTokens,
        },
        ...(citations && { citations }),
      },
      usage,
      rawUsage: null,
      ...facts,
    };
  };

  const embed = async (call: ProviderCall<EmbeddingRequest>): Promise<EmbedResult> => {
    if (call.upstreamId !== EMBEDDING_MODEL) {
      throw new ProviderError("not_found", `\`${call.upstreamId}\` gives no embeddings: use local/embed`);
    }
    const texts = textsToEmbed(call.request, embedder.dimensions);
    const embedded = await asProviderCall(call, (signal) => embedder.embedMeasured(texts, signal));
    const response = embeddingResponse(
      call.request,
      texts,
      embedded.map(({ vector }) => vector),
    );
    const cpuMs = embedded.reduce((sum, one) => sum + one.cpuMs, 0);
    return { response, usage: estimatedUsage(response.usage.prompt_tokens, 0), rawUsage: null, cpuMs };
  };

  return {
    kind: "local",
    complete,
    embed,
    stream: async (call) => parts(call, await answerTo(call), created()),
    testConnection: () =>
      Promise.resolve({
        models: [...CLASSIFIER_KINDS, EMBEDDING_MODEL, SUMMARY_MODEL, EXTRACTION_MODEL, ...SEARCH_MODELS],
        latencyMs: 0,
      }),
    preload: async (reference) => void (await models.get(reference)),
  };
}

/** The answer comes at once, so the stream is one piece of text and the end. */
async function* parts(
  call: ProviderCall<ChatRequest>,
  { text, answer, citations, ...facts }: LocalAnswer,
  created: number,
): AsyncGenerator<StreamPart> {
  const head = { id: newCompletionId(), object: "chat.completion.chunk" as const, created, model: call.upstreamId };
  const delta = { role: "assistant" as const, content: answer };
  yield { type: "chunk", chunk: { ...head, choices: [{ index: 0, delta, finish_reason: null }] } };
  const end = { ...head, choices: [{ index: 0, delta: {}, finish_reason: "stop" }], ...(citations && { citations }) };
  yield { type: "chunk", chunk: end };
  const usage = estimatedUsage(approximateTokens(text), approximateTokens(answer));
  yield { type: "finish", finishReason: "stop", usage, rawUsage: null, ...facts };
}

const newCompletionId = (): string => `chatcmpl-${newId()}`;
