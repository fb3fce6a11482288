import type { Usage } from "../contract";
import { tokenCount as count } from "../wire/token-count";
import { readCompatibleUsage } from "./compatible-usage";

/**
 * Token classes of Gemini: through its OpenAI-compatible endpoint, or `usageMetadata` of its own API, where the prompt
 * INCLUDES cached tokens, while tool results and thoughts stand BESIDE prompt and candidates.
 */
export function readGeminiUsage(raw: unknown): Usage | null {
  const usage = raw as RawUsage | null | undefined;
  const prompt = count(usage?.promptTokenCount);
  if (!usage || prompt === null) return readCompatibleUsage(raw);

  const read = Math.min(count(usage.cachedContentTokenCount) ?? 0, prompt);
  const fresh = prompt - read + (count(usage.toolUsePromptTokenCount) ?? 0);
  const thoughts = count(usage.thoughtsTokenCount) ?? 0;
  const candidates = count(usage.candidatesTokenCount) ?? count(usage.responseTokenCount) ?? 0;
  const cachedAudio = audioOf(usage.cacheTokensDetails);
  return {
    inputTokens: fresh,
    cacheReadTokens: read,
    cacheWriteTokens: 0,
    cacheWrite1hTokens: 0,
    outputTokens: candidates + thoughts,
    reasoningTokens: thoughts,
    audioInputTokens: Math.min(Math.max(0, audioOf(usage.promptTokensDetails) - cachedAudio), fresh),
    audioOutputTokens: Math.min(audioOf(usage.candidatesTokensDetails ?? usage.responseTokensDetails), candidates),
    serviceTier: null,
    isEstimated: false,
  };
}

function audioOf(details: unknown): number {
  if (!Array.isArray(details)) return 0;
  const audio = (details as (ModalityTokens | null)[]).filter((one) => one?.modality === "AUDIO");
  return audio.reduce((sum, one) => sum + (count(one?.tokenCount) ?? 0), 0);
}

type ModalityTokens = { modality?: unknown; tokenCount?: unknown };

type RawUsage = {
  promptTokenCount?: unknown;
  cachedContentTokenCount?: unknown;
  toolUsePromptTokenCount?: unknown;
  thoughtsTokenCount?: unknown;
  candidatesTokenCount?: unknown;
  /** The live API's names. */
  responseTokenCount?: unknown;
  promptTokensDetails?: unknown;
  cacheTokensDetails?: unknown;
  candidatesTokensDetails?: unknown;
  responseTokensDetails?: unknown;
};
