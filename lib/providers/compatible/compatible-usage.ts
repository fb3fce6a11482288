import type { Usage } from "../contract";

/**
 * Token classes from an OpenAI usage object; null when it has no token counts. At OpenAI `prompt_tokens` includes
 * what was read from the cache (`cached_tokens`) and, at OpenRouter, what was written (`cache_write_tokens`).
 * Tokens in the total but in neither part were generated out of sight (thinking at Gemini and xAI): they are output.
 */
export function readCompatibleUsage(raw: unknown): Usage | null {
  const usage = raw as RawUsage | null | undefined;
  const prompt = count(usage?.prompt_tokens);
  if (!usage || prompt === null) return null;

  const completion = count(usage.completion_tokens) ?? 0;
  const total = count(usage.total_tokens) ?? 0;
  const details = usage.prompt_tokens_details;
  const read = Math.min(count(details?.cached_tokens) ?? count(usage.prompt_cache_hit_tokens) ?? 0, prompt);
  const written = Math.min(count(details?.cache_write_tokens) ?? 0, prompt - read);
  const output = Math.max(completion, total - prompt);
  const named = count(usage.completion_tokens_details?.reasoning_tokens) ?? 0;
  return {
    inputTokens: prompt - read - written,
    cacheReadTokens: read,
    cacheWriteTokens: written,
    outputTokens: output,
    reasoningTokens: Math.min(Math.max(named, output - completion), output),
    isEstimated: false,
  };
}

type RawUsage = {
  prompt_tokens?: unknown;
  completion_tokens?: unknown;
  total_tokens?: unknown;
  prompt_tokens_details?: { cached_tokens?: unknown; cache_write_tokens?: unknown } | null;
  completion_tokens_details?: { reasoning_tokens?: unknown } | null;
  /** DeepSeek's name of `cached_tokens`. */
  prompt_cache_hit_tokens?: unknown;
};

/** A whole number of tokens; null for anything else, because a provider's numbers are outside data. */
function count(value: unknown): number | null {
  return Number.isSafeInteger(value) && (value as number) >= 0 ? (value as number) : null;
}
