import type { Classification, ProviderCall } from "../contract";
import type { ChatRequest } from "../openai-types";
import { ProviderError } from "../provider-error";
import type { ArtefactCache } from "./artefact-cache";
import { asProviderCall } from "./as-provider-call";
import { CLASSIFIER_KINDS, isClassifierKind, type Classifier } from "./classifiers";
import type { Embedder } from "./embedder";
import { lastUserText } from "./message-text";

export type ClassifiedMessage = { text: string; classification: Classification; cpuMs: number };

/** Classifies the last user message with the trained version that the call names. Throws `ProviderError` only. */
export async function classifyMessage(
  call: ProviderCall<ChatRequest>,
  models: ArtefactCache<Classifier>,
  embedder: Pick<Embedder, "embedMeasured">,
): Promise<ClassifiedMessage> {
  const { upstreamId, artefact, request } = call;
  if (!isClassifierKind(upstreamId)) {
    throw new ProviderError(
      "not_found",
      `There is no local chat model \`${upstreamId}\`: there are ${CLASSIFIER_KINDS.join(", ")}, summary and extract`,
    );
  }
  if (!artefact) {
    throw new ProviderError(
      "not_found",
      `local/${upstreamId} is not trained for this task yet: import labelled examples and train it`,
    );
  }
  const text = lastUserText(request);
  return asProviderCall(call, async (signal) => {
    const classifier = await models.get(artefact);
    const embedded = classifier.needsEmbedding
      ? (await embedder.embedMeasured([text], signal, call.isMeasured))[0]
      : undefined;
    signal.throwIfAborted();
    const startedMs = performance.now();
    const classification = classifier.predict({ text, ...(embedded ? { embedding: embedded.vector } : {}) });
    return { text, classification, cpuMs: performance.now() - startedMs + (embedded?.cpuMs ?? 0) };
  });
}
