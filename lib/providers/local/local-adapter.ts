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
import { ArtefactModels } from "./artefact-models";
import { CLASSIFIER_KINDS } from "./classifiers";
import { asProviderCall } from "./as-provider-call";
import { classifyMessage } from "./classify-message";
import type { Embedder } from "./embedder";
import { isSearchModel, SEARCH_MODELS, searchMessage } from "./search-message";
import type { SearchTexts } from "../retrieval-schemas";
import { embeddingResponse, textsToEmbed } from "./embedding-response";

const EMBEDDING_MODEL = "embed";

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
 * user message (which may be a whole answer), `embed` gives sentence embeddings, and those that begin with `search-` find
 * texts of the collection that the task names. `cpuMs` is the measured computing time; a text that was embedded just
 * before costs nothing again.
 */
export function createLocalAdapter({ embedder, loadArtefact, search, now }: LocalAdapterParts): LocalAdapter {
  const models = new ArtefactModels(loadArtefact);
  const created = () => Math.floor(now().getTime() / 1_000);

  const answerTo = async (call: ProviderCall<ChatRequest>): Promise<LocalAnswer> => {
    if (isSearchModel(call.upstreamId)) return searchMessage(call, search);
    const { text, classification, cpuMs } = await classifyMessage(call, models, embedder);
    return { text, answer: classification.label, classification, cpuMs };
  };

  const complete = async (call: ProviderCall<ChatRequest>): Promise<CompleteResult> => {
    const { text, answer, ...facts } = await answerTo(call);
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
      Promise.resolve({ models: [...CLASSIFIER_KINDS, EMBEDDING_MODEL, ...SEARCH_MODELS], latencyMs: 0 }),
    preload: async (reference) => void (await models.get(reference)),
  };
}

/** `text` is what was asked. */
type LocalAnswer = { text: string; answer: string } & Pick<CompleteResult, "classification" | "retrieval" | "cpuMs">;

/** The answer comes at once, so the stream is one piece of text and the end. */
async function* parts(
  call: ProviderCall<ChatRequest>,
  { text, answer, ...facts }: LocalAnswer,
  created: number,
): AsyncGenerator<StreamPart> {
  const head = { id: newCompletionId(), object: "chat.completion.chunk" as const, created, model: call.upstreamId };
  const delta = { role: "assistant" as const, content: answer };
  yield { type: "chunk", chunk: { ...head, choices: [{ index: 0, delta, finish_reason: null }] } };
  yield { type: "chunk", chunk: { ...head, choices: [{ index: 0, delta: {}, finish_reason: "stop" }] } };
  const usage = estimatedUsage(approximateTokens(text), approximateTokens(answer));
  yield { type: "finish", finishReason: "stop", usage, rawUsage: null, ...facts };
}

const newCompletionId = (): string => `chatcmpl-${newId()}`;
