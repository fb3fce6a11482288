import type { CompleteResult, OpenAiUsage, Usage } from "@/lib/providers";
import { costOfCompute, costOfUsage, type RoutableModel } from "@/lib/registry";

/** US dollars of an answer; null when the price is unknown. Local models cost their CPU time. */
export function costOfAnswer(price: RoutableModel["price"], usage: Usage, cpuMs: number | undefined): number | null {
  if (price?.source === "local_compute") return cpuMs === undefined ? null : costOfCompute(price, cpuMs / 1_000);
  return costOfUsage(price, usage);
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

export function answerText(response: CompleteResult["response"]): string {
  const message = response.choices[0]?.message;
  if (message?.content) return message.content;
  return message?.tool_calls ? JSON.stringify(message.tool_calls.map((call) => call.function)) : "";
}
