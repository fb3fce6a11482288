import type { CompleteResult, OpenAiUsage, Usage } from "@/lib/providers";
import { costOfCompute, costOfUsage, type RoutableModel } from "@/lib/registry";
import { tokensOfCharacters } from "@/lib/routing";

/** US dollars of an answer; null when the price is unknown. Local models cost their CPU time. */
export function costOfAnswer(model: RoutableModel, usage: Usage, cpuMs: number | undefined): number | null {
  if (model.price?.source === "local_compute")
    return cpuMs === undefined ? null : costOfCompute(model.price, cpuMs / 1_000);
  return costOfUsage(model.price, usage);
}

/** In OpenAI's form, where the prompt's tokens include the cached ones. */
export function toOpenAiUsage(usage: Usage): OpenAiUsage {
  const promptTokens = usage.inputTokens + usage.cacheReadTokens + usage.cacheWriteTokens;
  return {
    prompt_tokens: promptTokens,
    completion_tokens: usage.outputTokens,
    total_tokens: promptTokens + usage.outputTokens,
    prompt_tokens_details: { cached_tokens: usage.cacheReadTokens },
    completion_tokens_details: { reasoning_tokens: usage.reasoningTokens },
  };
}

/** Longer texts are guessed from their length: counting them would hold up every other request. */
const MAX_COUNTED_CHARACTERS = 100_000;

/**
 * Counts tokens where the vendor told none, by OpenAI's o200k encoding; flagged as an estimate. The encoder is
 * loaded on first need: most installations never do.
 */
export async function estimateUsage(input: string, output: string): Promise<Usage> {
  const tokenizer = await import("gpt-tokenizer/encoding/o200k_base");
  const countTokens = (text: string) =>
    text.length > MAX_COUNTED_CHARACTERS ? tokensOfCharacters(text.length) : tokenizer.countTokens(text);
  return {
    inputTokens: countTokens(input),
    cacheReadTokens: 0,
    cacheWriteTokens: 0,
    outputTokens: countTokens(output),
    reasoningTokens: 0,
    isEstimated: true,
  };
}

export function answerText(response: CompleteResult["response"]): string {
  const message = response.choices[0]?.message;
  if (message?.content) return message.content;
  return message?.tool_calls ? JSON.stringify(message.tool_calls.map((call) => call.function)) : "";
}
