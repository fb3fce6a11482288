import { describe, expect, it } from "vitest";
import { findModel } from "./find-model";
import { readCall } from "./genai-span";
import { readSpans, type IncomingSpan } from "./read-spans";

const span = (attributes: Record<string, unknown>, changes: Partial<IncomingSpan> = {}): IncomingSpan => ({
  traceId: "a".repeat(32),
  spanId: "b".repeat(16),
  parentSpanId: null,
  startMs: 0,
  endMs: 10,
  hasFailed: false,
  statusMessage: null,
  attributes: new Map(Object.entries(attributes)),
  service: null,
  scope: null,
  ...changes,
});

describe("a model call is read", () => {
  it("from today's names, the model that answered first", () => {
    expect(
      readCall(
        span({
          "gen_ai.operation.name": "chat",
          "gen_ai.provider.name": "openai",
          "gen_ai.request.model": "gpt-5-mini",
          "gen_ai.response.model": "gpt-5-mini-2025-08-07",
          "gen_ai.usage.input_tokens": 100,
          "gen_ai.usage.output_tokens": 20,
          "gen_ai.usage.cache_read.input_tokens": 60,
          "gen_ai.conversation.id": "c1",
          "gen_ai.response.time_to_first_chunk": 0.25,
        }),
      ),
    ).toMatchObject({
      operation: "chat",
      provider: "openai",
      models: ["gpt-5-mini-2025-08-07", "gpt-5-mini"],
      tokens: { input: 100, output: 20, cacheRead: 60 },
      sessionId: "c1",
      timeToFirstTokenMs: 250,
    });
  });

  it.each([
    [
      "the conventions of 2024",
      {
        "gen_ai.system": "openai",
        "gen_ai.request.model": "gpt-4o",
        "gen_ai.usage.prompt_tokens": 7,
        "gen_ai.usage.completion_tokens": 3,
      },
    ],
    [
      "OpenLLMetry",
      {
        "llm.request.type": "chat",
        "llm.request.model": "gpt-4o",
        "llm.usage.prompt_tokens": 7,
        "llm.usage.completion_tokens": 3,
      },
    ],
    [
      "OpenInference",
      {
        "openinference.span.kind": "LLM",
        "llm.model_name": "gpt-4o",
        "llm.token_count.prompt": 7,
        "llm.token_count.completion": 3,
      },
    ],
  ])("from the names of %s", (_, attributes) => {
    expect(readCall(span(attributes))).toMatchObject({
      operation: "chat",
      models: ["gpt-4o"],
      tokens: { input: 7, output: 3 },
    });
  });

  it("with texts, whether messages are structured, JSON in a text, or numbered", () => {
    const call = { "gen_ai.operation.name": "chat", "gen_ai.request.model": "m" };
    const parts = [
      {
        role: "user",
        parts: [
          { type: "text", content: "Hello" },
          { type: "tool_call", name: "x" },
        ],
      },
    ];
    expect(readCall(span({ ...call, "gen_ai.input.messages": JSON.stringify(parts) }))?.input).toBe("Hello");
    expect(readCall(span({ ...call, "gen_ai.input.messages": parts }))?.input).toBe("Hello");
    expect(readCall(span({ ...call, "gen_ai.prompt.0.role": "user", "gen_ai.prompt.0.content": "Hi" }))?.input).toBe(
      "Hi",
    );
    expect(readCall(span({ ...call, "gen_ai.completion": "{ not json" }))?.output).toBe("{ not json");
  });

  it.each([
    [
      "agents",
      { "gen_ai.operation.name": "invoke_agent", "gen_ai.request.model": "m", "gen_ai.usage.input_tokens": 1 },
    ],
    ["tools", { "gen_ai.operation.name": "execute_tool" }],
    ["web requests", { "http.request.method": "GET" }],
    ["a call without a model", { "gen_ai.operation.name": "chat" }],
    ["our own spans", { "gen_ai.operation.name": "chat", "gen_ai.request.model": "m", "gym.execution_id": "x" }],
  ])("but not from %s", (_, attributes) => {
    expect(readCall(span(attributes))).toBeNull();
  });

  it("without believing counts that are none", () => {
    const attributes = {
      "gen_ai.operation.name": "chat",
      "gen_ai.request.model": "m",
      "gen_ai.usage.input_tokens": -4,
      "gen_ai.usage.output_tokens": 1.5,
    };
    expect(readCall(span(attributes))?.tokens).toMatchObject({ input: null, output: null });
  });
});

describe("a model of the catalogue is found", () => {
  const model = (slug: string) => ({
    slug,
    providerSlug: slug.split("/")[0]!,
    providerKind: slug.split("/")[0]!,
    upstreamId: slug.split("/")[1]!,
  });
  const modelList = ["openai/gpt-5-mini", "gemini/flash", "one/shared", "two/shared"].map(model);
  const models = new Map(modelList.map((one) => [one.slug, one]));
  const find = (names: string[], provider: string | null) =>
    findModel({ models, modelList } as unknown as Parameters<typeof findModel>[0], names, provider)?.slug ?? null;

  it.each([
    [["openai/gpt-5-mini"], null, "openai/gpt-5-mini"],
    [["gpt-5-mini"], "az.ai.openai", "openai/gpt-5-mini"],
    [["gpt-5-mini-2025-08-07"], "openai", "openai/gpt-5-mini"],
    [["flash"], "gcp.vertex_ai", "gemini/flash"],
    [["flash"], null, "gemini/flash"],
    [["shared"], "two", "two/shared"],
  ])("for %s at %s: %s", (names, provider, slug) => {
    expect(find(names, provider)).toBe(slug);
  });

  it("only when it is the only one meant", () => {
    expect(find(["shared"], null)).toBeNull();
    expect(find(["flash"], "openai")).toBeNull();
  });
});

describe("an export request", () => {
  it("gives times to the microsecond, from texts and numbers alike", () => {
    const raw = {
      traceId: "A".repeat(32),
      spanId: "b".repeat(16),
      startTimeUnixNano: "1770000000123456789",
      endTimeUnixNano: 1_770_000_001_000_000_000,
    };
    const { spans } = readSpans({ resourceSpans: [{ scopeSpans: [{ spans: [raw] }] }] });
    expect(spans[0]).toMatchObject({
      traceId: "a".repeat(32),
      startMs: 1_770_000_000_123.456,
      endMs: 1_770_000_001_000,
    });
  });

  it("counts spans that are none instead of failing", () => {
    const broken = [
      {},
      null,
      { traceId: "0".repeat(32), spanId: "b".repeat(16), startTimeUnixNano: "1", endTimeUnixNano: "2" },
    ];
    expect(readSpans({ resourceSpans: [{ scopeSpans: [{ spans: broken }] }] })).toMatchObject({
      spans: [],
      malformed: { length: 3 },
    });
  });
});
