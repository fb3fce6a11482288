import {
  estimateUsage,
  type ChatRequest,
  type CompleteResult,
  type OpenAiUsage,
  type Replayed,
  type Usage,
} from "@/lib/providers";
import { costOfCompute, costOfUsage, type RoutableModel } from "@/lib/registry";
import type { PaidAnswer } from "./call-models";
import { textOf } from "./chat-input";

/** What of an answer its cost depends on. */
export type Costed = { usage: Usage; cpuMs?: number | undefined; replayed?: Replayed | undefined };

/**
 * US dollars of an answer; null when the price is unknown. Local models cost their CPU time, recorded answers what they
 * had cost.
 */
export function costOfAnswer(price: RoutableModel["price"], { usage, cpuMs, replayed }: Costed): number | null {
  if (replayed) return replayed.costUsd;
  if (price?.source === "local_compute") return cpuMs === undefined ? null : costOfCompute(price, cpuMs / 1_000);
  return costOfUsage(price, usage);
}

/** Tokens of several answers together. */
export function usageOfAll(paid: readonly PaidAnswer[]): Usage {
  const total = (count: (usage: Usage) => number) => paid.reduce((sum, { usage }) => sum + count(usage), 0);
  return {
    inputTokens: total((usage) => usage.inputTokens),
    cacheReadTokens: total((usage) => usage.cacheReadTokens),
    cacheWriteTokens: total((usage) => usage.cacheWriteTokens),
    cacheWrite1hTokens: total((usage) => usage.cacheWrite1hTokens),
    outputTokens: total((usage) => usage.outputTokens),
    reasoningTokens: total((usage) => usage.reasoningTokens),
    audioInputTokens: total((usage) => usage.audioInputTokens),
    audioOutputTokens: total((usage) => usage.audioOutputTokens),
    serviceTier: null,
    isEstimated: paid.some(({ usage }) => usage.isEstimated),
  };
}

/** US dollars of several answers; null when one is unknown. */
export function costOfAll(paid: readonly PaidAnswer[]): number | null {
  let total = 0;
  for (const { costUsd } of paid) {
    if (costUsd === null) return null;
    total += costUsd;
  }
  return total;
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

/** As the vendor told it, else counted here. */
export async function usageOf(request: ChatRequest, { usage, response }: CompleteResult): Promise<Usage> {
  return usage ?? (await estimateUsage(promptText(request.messages), answerText(response)));
}

export const promptText = (messages: ChatRequest["messages"]): string =>
  messages.map((message) => textOf(message.content)).join("\n");
