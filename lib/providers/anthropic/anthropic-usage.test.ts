import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { mergeUsage } from "../wire/merge-usage";
import { readAnthropicUsage, toOpenAiUsage } from "./anthropic-usage";
import { readCompatibleUsage } from "../compatible/compatible-usage";

const tokens = fc.nat({ max: 1_000_000 });
const usageOf = fc.record({
  input_tokens: tokens,
  output_tokens: tokens,
  cache_read_input_tokens: fc.option(tokens),
  cache_creation_input_tokens: fc.option(tokens),
});

describe("Anthropic's usage", () => {
  it("has cached tokens beside input tokens, so every number passes as it is", () => {
    fc.assert(
      fc.property(usageOf, (raw) => {
        expect(readAnthropicUsage(raw)).toMatchObject({
          inputTokens: raw.input_tokens,
          cacheReadTokens: raw.cache_read_input_tokens ?? 0,
          cacheWriteTokens: raw.cache_creation_input_tokens ?? 0,
          outputTokens: raw.output_tokens,
        });
      }),
    );
  });

  it("tells an OpenAI client the whole prompt, of which what was read is a part", () => {
    fc.assert(
      fc.property(usageOf, (raw) => {
        const usage = readAnthropicUsage(raw)!;
        const shown = toOpenAiUsage(usage);
        expect(shown.prompt_tokens).toBe(usage.inputTokens + usage.cacheReadTokens + usage.cacheWriteTokens);
        expect(shown.total_tokens).toBe(shown.prompt_tokens + shown.completion_tokens);
        expect(readCompatibleUsage(shown)?.cacheReadTokens).toBe(usage.cacheReadTokens);
      }),
    );
  });

  it("keeps the input that a stream told first when the end tells only the output", () => {
    const start = { input_tokens: 10, cache_read_input_tokens: 5, output_tokens: 1 };
    expect(mergeUsage(start, { output_tokens: 42, input_tokens: null })).toEqual({ ...start, output_tokens: 42 });
    expect(mergeUsage(start, undefined)).toEqual(start);
  });

  it("is null when there are no counts", () => {
    expect(readAnthropicUsage(null)).toBeNull();
    expect(readAnthropicUsage({})).toBeNull();
  });
});
