import type { Usage } from "../contract";
import type { OpenAiUsage } from "../openai-types";
import type { AnthropicUsage } from "./anthropic-types";

/**
 * Token classes from Anthropic's usage; null when it has no token counts. `input_tokens` are the fresh ones only:
 * what was read from and written to the cache stands beside them. Thinking is inside `output_tokens` and not told apart.
 */
export function readAnthropicUsage(raw: AnthropicUsage | null | undefined): Usage | null {
  const inputTokens = count(raw?.input_tokens);
  if (!raw || inputTokens === null) return null;
  return {
    inputTokens,
    cacheReadTokens: count(raw.cache_read_input_tokens) ?? 0,
    cacheWriteTokens: count(raw.cache_creation_input_tokens) ?? 0,
    outputTokens: count(raw.output_tokens) ?? 0,
    reasoningTokens: 0,
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

/** A stream tells the input at its beginning and the final output at its end; what comes later counts. */
export function mergeUsage(earlier: AnthropicUsage, later: AnthropicUsage | undefined): AnthropicUsage {
  const told = Object.entries(later ?? {}).filter(([, value]) => value !== null && value !== undefined);
  return { ...earlier, ...Object.fromEntries(told) };
}

function count(value: unknown): number | null {
  return Number.isSafeInteger(value) && (value as number) >= 0 ? (value as number) : null;
}
