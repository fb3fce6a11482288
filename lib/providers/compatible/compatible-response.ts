import type { CompleteResult, EmbedResult } from "../contract";
import type { ChatCompletion, EmbeddingResponse } from "../openai-types";
import { ProviderError } from "../provider-error";
import { readCompatibleUsage, withServiceTier } from "./compatible-usage";
import type { Dialect } from "./dialects";

/** Checks the shape that the product relies on; everything else passes through. Throws `malformed`. */
export function toCompleteResult(body: unknown, dialect: Dialect): CompleteResult {
  const response = body as ChatCompletion;
  const choices: unknown = response?.choices;
  if (!Array.isArray(choices) || choices.length === 0) throw malformed("it has no choices");
  for (const choice of response.choices) {
    if (typeof choice?.message !== "object" || choice.message === null) throw malformed("a choice has no message");
    choice.message.role = "assistant";
    choice.message.content ??= null;
    choice.finish_reason ??= "stop";
  }
  const usage = withServiceTier(readCompatibleUsage(response.usage), response.service_tier, dialect);
  return { response, usage, rawUsage: response.usage ?? null };
}

export function toEmbedResult(body: unknown, inputs: number): EmbedResult {
  const response = body as EmbeddingResponse;
  const data: unknown = response?.data;
  if (!Array.isArray(data) || data.length !== inputs) throw malformed(`it does not hold ${inputs} embeddings`);
  for (const [index, item] of response.data.entries()) {
    if (!Array.isArray(item?.embedding) && typeof item?.embedding !== "string")
      throw malformed("an embedding is missing");
    item.index ??= index;
  }
  const usage = response.usage ?? null;
  return { response, usage: readCompatibleUsage(usage), rawUsage: usage };
}

const malformed = (why: string) => new ProviderError("malformed", `The provider's answer cannot be used: ${why}`);
