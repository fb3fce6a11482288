import type { Usage } from "../contract";
import { tokenCount as count } from "../wire/token-count";
import type { Dialect } from "./dialects";

/**
 * Token classes from a usage object of OpenAI's protocol, chat or responses; null when it has no token counts. At OpenAI
 * `prompt_tokens` (`input_tokens` in responses) INCLUDES what was read from the cache and, at OpenRouter, what was
 * written; output includes reasoning. Tokens in the total but in neither part were generated out of sight (thinking at
 * Gemini and xAI): they are output.
 */
export function readCompatibleUsage(raw: unknown): Usage | null {
  const usage = raw as RawUsage | null | undefined;
  const prompt = count(usage?.prompt_tokens) ?? count(usage?.input_tokens);
  if (!usage || prompt === null) return null;

  const completion = count(usage.completion_tokens) ?? count(usage.output_tokens) ?? 0;
  const total = count(usage.total_tokens);
  const inputDetails = usage.prompt_tokens_details ?? usage.input_tokens_details;
  const outputDetails = usage.completion_tokens_details ?? usage.output_tokens_details;
  const read = Math.min(readTokens(usage) ?? 0, prompt);
  const written = Math.min(
    count(inputDetails?.cache_write_tokens) ?? count(usage.cache_creation_input_tokens) ?? 0,
    prompt - read,
  );
  const fresh = prompt - read - written;
  const named = count(outputDetails?.reasoning_tokens) ?? 0;
  const output = outputOf({ completion, named, hidden: total === null ? null : total - prompt - completion });
  const reasoning = Math.min(Math.max(named, output - completion), output);
  const cachedAudio = count(inputDetails?.cached_tokens_details?.audio_tokens) ?? 0;
  return {
    inputTokens: fresh,
    cacheReadTokens: read,
    cacheWriteTokens: written,
    cacheWrite1hTokens: 0,
    outputTokens: output,
    reasoningTokens: reasoning,
    audioInputTokens: Math.min(Math.max(0, (count(inputDetails?.audio_tokens) ?? 0) - cachedAudio), fresh),
    audioOutputTokens: Math.min(count(outputDetails?.audio_tokens) ?? 0, output - reasoning),
    serviceTier: null,
    isEstimated: false,
  };
}

/** The vendor says in the answer itself how it was served, beside the usage. */
export function withServiceTier(usage: Usage | null, told: unknown, { pricedTiers }: Dialect): Usage | null {
  const serviceTier = pricedTiers.find((tier) => tier === told);
  return usage && serviceTier ? { ...usage, serviceTier } : usage;
}

/** What the total tells beyond input and output is output too. Reasoning that cannot be inside the output is beside it. */
function outputOf({ completion, named, hidden }: { completion: number; named: number; hidden: number | null }): number {
  if (hidden !== null) return completion + Math.max(0, hidden);
  return named > completion ? completion + named : completion;
}

function readTokens(usage: RawUsage): number | null {
  const details = usage.prompt_tokens_details ?? usage.input_tokens_details;
  return (
    count(details?.cached_tokens) ??
    count(usage.prompt_cache_hit_tokens) ??
    count(usage.cache_read_input_tokens) ??
    null
  );
}

type InputDetails = {
  cached_tokens?: unknown;
  cache_write_tokens?: unknown;
  audio_tokens?: unknown;
  cached_tokens_details?: { audio_tokens?: unknown } | null;
};
type OutputDetails = { reasoning_tokens?: unknown; audio_tokens?: unknown };

type RawUsage = {
  prompt_tokens?: unknown;
  completion_tokens?: unknown;
  /** The names of the responses API. */
  input_tokens?: unknown;
  output_tokens?: unknown;
  total_tokens?: unknown;
  prompt_tokens_details?: InputDetails | null;
  input_tokens_details?: InputDetails | null;
  completion_tokens_details?: OutputDetails | null;
  output_tokens_details?: OutputDetails | null;
  /** DeepSeek's name of `cached_tokens`. */
  prompt_cache_hit_tokens?: unknown;
  /** What LiteLLM passes on of Anthropic's, included in the prompt there. */
  cache_read_input_tokens?: unknown;
  cache_creation_input_tokens?: unknown;
};
