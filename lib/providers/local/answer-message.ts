import type { CompleteResult, ProviderCall } from "../contract";
import type { ChatRequest } from "../openai-types";
import type { SearchTexts } from "../retrieval-schemas";
import type { ArtefactCache } from "./artefact-cache";
import type { Classifier } from "./classifiers";
import { classifyMessage } from "./classify-message";
import type { Embedder } from "./embedder";
import { extractMessage } from "./extract/extract-message";
import { isSearchModel, searchMessage } from "./search-message";
import type { Citation } from "./summary/summarize";
import { summarizeMessage } from "./summary/summarize-message";

export const SUMMARY_MODEL = "summary";
export const EXTRACTION_MODEL = "extract";

export type LocalAnswer = {
  /** What was read. */
  text: string;
  answer: string;
  /** The sentences of a summary, with their places in `text`. */
  citations?: Citation[];
} & Pick<CompleteResult, "classification" | "retrieval" | "cpuMs">;

type LocalModels = {
  models: ArtefactCache<Classifier>;
  embedder: Pick<Embedder, "embedMeasured">;
  search: SearchTexts | undefined;
};

/** Answers with the local model that the call names. Throws `ProviderError` only. */
export async function answerMessage(
  call: ProviderCall<ChatRequest>,
  { models, embedder, search }: LocalModels,
): Promise<LocalAnswer> {
  if (isSearchModel(call.upstreamId)) return searchMessage(call, search);
  if (call.upstreamId === SUMMARY_MODEL) return summarizeMessage(call, embedder);
  if (call.upstreamId === EXTRACTION_MODEL) return extractMessage(call);
  const { text, classification, cpuMs } = await classifyMessage(call, models, embedder);
  return { text, answer: classification.label, classification, cpuMs };
}
