import type { CompleteResult, ProviderCall } from "../contract";
import type { ChatRequest } from "../openai-types";
import { ProviderError } from "../provider-error";
import type { Retrieved, SearchTexts } from "../retrieval-schemas";
import { asProviderCall } from "./as-provider-call";
import { lastUserMessage } from "./message-text";

const MODE_OF_MODEL = { "search-hybrid": "hybrid", "search-text": "full_text", "search-vector": "vector" } as const;

type SearchModel = keyof typeof MODE_OF_MODEL;

export const SEARCH_MODELS = Object.keys(MODE_OF_MODEL);

export const isSearchModel = (upstreamId: string): upstreamId is SearchModel =>
  Object.hasOwn(MODE_OF_MODEL, upstreamId);

export type SearchedMessage = { text: string; answer: string } & Required<Pick<CompleteResult, "retrieval" | "cpuMs">>;

/**
 * Looks the last user message up in the task's collection, in the way that the model's name says. The answer is JSON: the
 * results, best first. All of its time counts as computing time, also what the database does. Throws `ProviderError` only.
 */
export async function searchMessage(
  call: ProviderCall<ChatRequest>,
  search: SearchTexts | undefined,
): Promise<SearchedMessage> {
  const { upstreamId, retrieval: wanted, organizationId, request } = call;
  if (!search || !isSearchModel(upstreamId))
    throw new ProviderError("not_found", `There is no local model \`${upstreamId}\` in this process`);
  if (!wanted)
    throw new ProviderError(
      "invalid_request",
      `local/${upstreamId} searches a collection: name one in \`retrieval\` of the task's configuration`,
    );
  const { text, image } = lastUserMessage(request);
  if (text.trim() === "" && image === null)
    throw new ProviderError("invalid_request", "The last user message holds nothing to search for");
  const { collection, depth, minimumScore } = wanted;
  const question = {
    organizationId,
    collection,
    mode: MODE_OF_MODEL[upstreamId],
    depth,
    minimumScore,
    query: text,
    ...(image !== null && { image }),
  };
  const found = await asProviderCall(call, (signal) => search({ ...question, signal }));
  return {
    text,
    answer: JSON.stringify({ results: found.sources.map(resultOf) }),
    retrieval: found,
    cpuMs: found.latencyMs,
  };
}

/** `id` is what scorers and callers know a document by. */
const resultOf = ({ externalId, title, section, page, source, snippet, score }: Retrieved["sources"][number]) => ({
  id: externalId,
  title,
  ...(section !== "" && { section }),
  ...(page !== null && { page }),
  ...(source !== null && { source }),
  score: Math.round(score * 10_000) / 10_000,
  snippet,
});
