import type { Usage } from "./contract";

/** Longer texts are guessed from their length: counting them would hold up every other request. */
const MAX_COUNTED_CHARACTERS = 100_000;
/** Characters per token of English text in the usual encodings. */
const CHARACTERS_PER_TOKEN = 4;

/**
 * Counts tokens where the vendor told none, by OpenAI's o200k encoding; flagged as an estimate. The encoder is
 * loaded on first need: most installations never do.
 */
export async function estimateUsage(input: string, output: string): Promise<Usage> {
  const tokenizer = await import("gpt-tokenizer/encoding/o200k_base");
  const countTokens = (text: string) =>
    text.length > MAX_COUNTED_CHARACTERS ? Math.ceil(text.length / CHARACTERS_PER_TOKEN) : tokenizer.countTokens(text);
  return estimatedUsage(countTokens(input), countTokens(output));
}

/** Usage of which only input and output are known, and those by counting here. */
export const estimatedUsage = (inputTokens: number, outputTokens: number): Usage => ({
  inputTokens,
  cacheReadTokens: 0,
  cacheWriteTokens: 0,
  cacheWrite1hTokens: 0,
  outputTokens,
  reasoningTokens: 0,
  audioInputTokens: 0,
  audioOutputTokens: 0,
  serviceTier: null,
  isEstimated: true,
});
