import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { PROVIDER_KINDS } from "@/lib/registry/schemas";
import type { Usage } from "./contract";
import { readUsage } from "./read-usage";
import { mergeUsage } from "./wire/merge-usage";

const tokens = fc.nat({ max: 1_000_000 });
const KINDS = PROVIDER_KINDS.filter((kind) => kind !== "local" && kind !== "replay");
const COMPATIBLE = KINDS.filter((kind) => kind !== "anthropic");

const totalInput = (usage: Usage) => usage.inputTokens + usage.cacheReadTokens + usage.cacheWriteTokens;

/** What must hold of any usage, whatever a vendor tells. */
function expectSound(usage: Usage): void {
  const counts = Object.values(usage).filter((value) => typeof value === "number");
  for (const count of counts) expect(Number.isSafeInteger(count) && count >= 0).toBe(true);
  expect(usage.cacheWrite1hTokens).toBeLessThanOrEqual(usage.cacheWriteTokens);
  expect(usage.audioInputTokens).toBeLessThanOrEqual(usage.inputTokens);
  expect(usage.reasoningTokens + usage.audioOutputTokens).toBeLessThanOrEqual(usage.outputTokens);
}

/** Names of every vendor with numbers of any size, so that they contradict each other. */
const anything = fc.dictionary(
  fc.constantFrom(
    ...["prompt_tokens", "completion_tokens", "total_tokens", "input_tokens", "output_tokens"],
    ...["cache_read_input_tokens", "cache_creation_input_tokens", "prompt_cache_hit_tokens"],
    ...["promptTokenCount", "cachedContentTokenCount", "candidatesTokenCount", "thoughtsTokenCount"],
    ...["prompt_tokens_details", "input_tokens_details", "completion_tokens_details", "output_tokens_details"],
    ...["cache_creation", "promptTokensDetails", "candidatesTokensDetails", "service_tier"],
  ),
  fc.oneof(
    tokens,
    fc.constantFrom(null, -1, 1.5, 1e300, "12", "batch"),
    fc.dictionary(
      fc.constantFrom(
        ...["cached_tokens", "cache_write_tokens", "audio_tokens", "reasoning_tokens"],
        ...["ephemeral_1h_input_tokens", "ephemeral_5m_input_tokens", "cached_tokens_details"],
      ),
      fc.oneof(tokens, fc.constantFrom(null, -1, 1e300, "x")),
    ),
    fc.array(fc.record({ modality: fc.constantFrom("AUDIO", "TEXT"), tokenCount: tokens })),
  ),
);

describe.each(KINDS)("the usage of %s", (kind) => {
  it("is never negative, never fractional, and its parts fit into their wholes, whatever is told", () => {
    fc.assert(
      fc.property(anything, (raw) => {
        const usage = readUsage(kind, raw);
        if (usage) expectSound(usage);
      }),
    );
  });

  it("is null rather than wrong for what holds no counts, and never throws", () => {
    for (const raw of [null, undefined, {}, [], "12", 7, { prompt_tokens: "12" }, { input_tokens: -1 }]) {
      expect(readUsage(kind, raw)).toBeNull();
    }
    fc.assert(fc.property(fc.jsonValue(), (raw) => void readUsage(kind, raw)));
  });
});

describe.each(COMPATIBLE)("the usage of %s in OpenAI's form", (kind) => {
  const details = fc.record({ cached: tokens, written: tokens, audioIn: tokens, reasoning: tokens, audioOut: tokens });

  it("includes cached tokens in the prompt: every token of prompt and completion is kept, none is doubled", () => {
    fc.assert(
      fc.property(tokens, tokens, details, (prompt, completion, { cached, written, audioIn, reasoning, audioOut }) => {
        const chat = readUsage(kind, {
          prompt_tokens: prompt,
          completion_tokens: completion,
          total_tokens: prompt + completion,
          prompt_tokens_details: { cached_tokens: cached, cache_write_tokens: written, audio_tokens: audioIn },
          completion_tokens_details: { reasoning_tokens: reasoning, audio_tokens: audioOut },
        })!;
        expectSound(chat);
        expect(totalInput(chat)).toBe(prompt);
        expect(chat.outputTokens).toBe(completion);
        expect(chat.cacheReadTokens).toBe(Math.min(cached, prompt));
        const responses = readUsage(kind, {
          input_tokens: prompt,
          output_tokens: completion,
          total_tokens: prompt + completion,
          input_tokens_details: { cached_tokens: cached, cache_write_tokens: written, audio_tokens: audioIn },
          output_tokens_details: { reasoning_tokens: reasoning, audio_tokens: audioOut },
        });
        expect(responses).toEqual(chat);
      }),
    );
  });

  it("counts thinking that only the total tells as output, once", () => {
    const usage = readUsage(kind, { prompt_tokens: 10, completion_tokens: 20, total_tokens: 130 });
    expect(usage).toMatchObject({ inputTokens: 10, outputTokens: 120, reasoningTokens: 100 });
  });

  it("puts reasoning beside the output only where it cannot be inside", () => {
    const beside = readUsage(kind, {
      prompt_tokens: 10,
      completion_tokens: 20,
      completion_tokens_details: { reasoning_tokens: 100 },
    });
    expect(beside).toMatchObject({ outputTokens: 120, reasoningTokens: 100 });
    const inside = readUsage(kind, {
      prompt_tokens: 10,
      completion_tokens: 120,
      completion_tokens_details: { reasoning_tokens: 100 },
    });
    expect(inside).toMatchObject({ outputTokens: 120, reasoningTokens: 100 });
  });
});

describe("the usage of Anthropic", () => {
  it("excludes cached tokens from the input: every class passes as it is told, an hour's writes apart", () => {
    fc.assert(
      fc.property(tokens, tokens, tokens, tokens, tokens, (input, read, fiveMinutes, oneHour, output) => {
        const usage = readUsage("anthropic", {
          input_tokens: input,
          cache_read_input_tokens: read,
          cache_creation_input_tokens: fiveMinutes + oneHour,
          cache_creation: { ephemeral_5m_input_tokens: fiveMinutes, ephemeral_1h_input_tokens: oneHour },
          output_tokens: output,
        })!;
        expectSound(usage);
        expect(usage).toMatchObject({
          inputTokens: input,
          cacheReadTokens: read,
          cacheWriteTokens: fiveMinutes + oneHour,
          cacheWrite1hTokens: oneHour,
          outputTokens: output,
        });
      }),
    );
  });

  it("tells the service tier that has a price of its own", () => {
    const tierOf = (tier: string) => readUsage("anthropic", { input_tokens: 1, service_tier: tier })?.serviceTier;
    expect(["standard", "batch", "priority", "nonsense"].map(tierOf)).toEqual([null, "batch", "priority", null]);
  });
});

describe("the usage of Gemini's own API", () => {
  it("includes cached tokens in the prompt and has thoughts and tool results beside the rest", () => {
    fc.assert(
      fc.property(tokens, tokens, tokens, tokens, tokens, (prompt, cached, tool, candidates, thoughts) => {
        const usage = readUsage("gemini", {
          promptTokenCount: prompt,
          cachedContentTokenCount: cached,
          toolUsePromptTokenCount: tool,
          candidatesTokenCount: candidates,
          thoughtsTokenCount: thoughts,
          totalTokenCount: prompt + tool + candidates + thoughts,
        })!;
        expectSound(usage);
        expect(totalInput(usage)).toBe(prompt + tool);
        expect(usage).toMatchObject({ outputTokens: candidates + thoughts, reasoningTokens: thoughts });
      }),
    );
  });

  it("tells sound apart, and not the part of it that was cached", () => {
    const usage = readUsage("gemini", {
      promptTokenCount: 100,
      cachedContentTokenCount: 30,
      promptTokensDetails: [
        { modality: "TEXT", tokenCount: 40 },
        { modality: "AUDIO", tokenCount: 60 },
      ],
      cacheTokensDetails: [{ modality: "AUDIO", tokenCount: 25 }],
      candidatesTokenCount: 10,
      candidatesTokensDetails: [{ modality: "AUDIO", tokenCount: 7 }],
    });
    expect(usage).toMatchObject({ inputTokens: 70, audioInputTokens: 35, audioOutputTokens: 7 });
  });
});

describe("usage that a stream tells in pieces", () => {
  it("is the last word on every count, and forgets nothing that was told only once", () => {
    const pieces = [
      { input_tokens: 900, cache_read_input_tokens: 100, output_tokens: 1 },
      { output_tokens: 40, input_tokens: null },
      { output_tokens: 250 },
    ];
    const merged = pieces.reduce<object | null>((sum, piece) => mergeUsage(sum, piece), null);
    expect(readUsage("anthropic", merged)).toMatchObject({ inputTokens: 900, cacheReadTokens: 100, outputTokens: 250 });
  });
});
