import type { Usage } from "../contract";
import type { OpenAiUsage } from "../openai-types";
import { tokenCount as count } from "../wire/token-count";
import type { AnthropicUsage } from "./anthropic-types";

/**
 * Token classes from Anthropic's usage; null when it has no token counts. `input_tokens` EXCLUDE what was read from and
 * written to the cache: that stands beside them. Thinking is inside `output_tokens` and not told apart.
 */
export function readAnthropicUsage(raw: unknown): Usage | null {
  const usage = raw as AnthropicUsage | null | undefined;
  const inputTokens = count(usage?.input_tokens);
  if (!usage || inputTokens === null) return null;
  const kept1h = count(usage.cache_creation?.ephemeral_1h_input_tokens) ?? 0;
  const kept5m = count(usage.cache_creation?.ephemeral_5m_input_tokens) ?? 0;
  const cacheWriteTokens = count(usage.cache_creation_input_tokens) ?? kept1h + kept5m;
  return {
    inputTokens,
    cacheReadTokens: count(usage.cache_read_input_tokens) ?? 0,
    cacheWriteTokens,
    cacheWrite1hTokens: Math.min(kept1h, cacheWriteTokens),
    outputTokens: count(usage.output_tokens) ?? 0,
    reasoningTokens: 0,
    audioInputTokens: 0,
    audioOutputTokens: 0,
    serviceTier: usage.service_tier === "batch" || usage.service_tier === "priority" ? usage.service_tier : null,
    isEstimated: false,
  };
}

/** What an OpenAI client expects to read: prompt tokens of every class together. */
export function toOpenAiUsage(usage: Usage): OpenAiUsage {
  const prompt = usage.inputTokens + usage.cacheReadTokens + usage.cacheWriteTokens;
  return {
    prompt_tokens: prompt,
    completion_tokens: usage.outputTokens,
    total_tokens: prompt + usage.outputTokens,
    prompt_tokens_details: { cached_tokens: usage.cacheReadTokens },
    completion_tokens_details: { reasoning_tokens: usage.reasoningTokens },
  };
}
