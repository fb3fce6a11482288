import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readCompatibleUsage } from "./compatible-usage";

const tokens = fc.nat({ max: 1_000_000 });

describe("readCompatibleUsage", () => {
  it("splits the prompt into fresh, read and written tokens without losing or doubling one", () => {
    fc.assert(
      fc.property(tokens, tokens, tokens, tokens, tokens, (prompt, completion, cached, written, reasoning) => {
        const usage = readCompatibleUsage({
          prompt_tokens: prompt,
          completion_tokens: completion,
          total_tokens: prompt + completion,
          prompt_tokens_details: { cached_tokens: cached, cache_write_tokens: written },
          completion_tokens_details: { reasoning_tokens: reasoning },
        })!;
        expect(usage.inputTokens + usage.cacheReadTokens + usage.cacheWriteTokens).toBe(prompt);
        expect(usage.outputTokens).toBe(completion);
        expect(usage.reasoningTokens).toBeLessThanOrEqual(usage.outputTokens);
        expect(Math.min(usage.inputTokens, usage.cacheReadTokens, usage.cacheWriteTokens)).toBeGreaterThanOrEqual(0);
      }),
    );
  });

  it("counts thinking that only the total tells as output (Gemini, xAI)", () => {
    const usage = readCompatibleUsage({ prompt_tokens: 10, completion_tokens: 20, total_tokens: 130 });
    expect(usage).toMatchObject({ inputTokens: 10, outputTokens: 120, reasoningTokens: 100 });
  });

  it("leaves embeddings without output", () => {
    expect(readCompatibleUsage({ prompt_tokens: 8, total_tokens: 8 })).toMatchObject({
      inputTokens: 8,
      outputTokens: 0,
    });
  });

  it("reads DeepSeek's name of cached tokens", () => {
    const usage = readCompatibleUsage({ prompt_tokens: 10, completion_tokens: 1, prompt_cache_hit_tokens: 4 });
    expect(usage).toMatchObject({ inputTokens: 6, cacheReadTokens: 4 });
  });

  it("is null rather than wrong for anything that holds no counts", () => {
    for (const raw of [
      null,
      undefined,
      {},
      "12",
      { prompt_tokens: "12" },
      { prompt_tokens: -1 },
      { prompt_tokens: 1.5 },
    ]) {
      expect(readCompatibleUsage(raw)).toBeNull();
    }
  });

  it("never throws, whatever the provider sends", () => {
    fc.assert(fc.property(fc.jsonValue(), (raw) => void readCompatibleUsage(raw)));
  });
});
