import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { ProviderErrorKind } from "../provider-error";
import { classifyFailure } from "./classify-failure";

const kindOf = (status: number, body: unknown) => classifyFailure({ status, body, apiKey: null }).kind;

/** Bodies as the vendors document or send them. */
const CASES: [string, number, unknown, ProviderErrorKind][] = [
  [
    "OpenAI, quota",
    429,
    { error: { message: "You exceeded your current quota", type: "insufficient_quota", code: "insufficient_quota" } },
    "authentication",
  ],
  [
    "OpenAI, rate",
    429,
    { error: { message: "Rate limit reached", type: "tokens", code: "rate_limit_exceeded" } },
    "rate_limited",
  ],
  [
    "OpenAI, context",
    400,
    { error: { message: "…", type: "invalid_request_error", code: "context_length_exceeded" } },
    "context_length",
  ],
  ["OpenAI, model", 404, { error: { message: "The model `x` does not exist", code: "model_not_found" } }, "not_found"],
  [
    "OpenAI, field",
    400,
    { error: { message: "Unknown parameter: 'x'", type: "invalid_request_error", code: null } },
    "invalid_request",
  ],
  [
    "Azure, filter",
    400,
    { error: { code: "content_filter", message: "…content management policy" } },
    "content_filter",
  ],
  [
    "Anthropic, context",
    400,
    {
      type: "error",
      error: { type: "invalid_request_error", message: "prompt is too long: 210000 tokens > 200000 maximum" },
    },
    "context_length",
  ],
  [
    "Anthropic, credit",
    400,
    {
      type: "error",
      error: { type: "invalid_request_error", message: "Your credit balance is too low to access the Anthropic API" },
    },
    "authentication",
  ],
  ["Anthropic, busy", 529, { type: "error", error: { type: "overloaded_error", message: "Overloaded" } }, "overloaded"],
  [
    "Anthropic, streamed",
    200,
    { type: "error", error: { type: "overloaded_error", message: "Overloaded" } },
    "overloaded",
  ],
  [
    "Anthropic, too large",
    413,
    { type: "error", error: { type: "request_too_large", message: "Request exceeds the maximum size" } },
    "context_length",
  ],
  [
    "Gemini, key",
    400,
    [{ error: { code: 400, message: "API key not valid", status: "INVALID_ARGUMENT" } }],
    "authentication",
  ],
  [
    "Gemini, rate",
    429,
    [{ error: { code: 429, message: "Resource exhausted", status: "RESOURCE_EXHAUSTED" } }],
    "rate_limited",
  ],
  [
    "Gemini, busy",
    503,
    [{ error: { code: 503, message: "The model is overloaded", status: "UNAVAILABLE" } }],
    "overloaded",
  ],
  ["OpenRouter, credit", 402, { error: { code: 402, message: "Insufficient credits" } }, "authentication"],
  [
    "OpenRouter, inside of 200",
    200,
    { error: { code: 502, message: "Provider returned error", metadata: { raw: "boom" } } },
    "server_error",
  ],
  ["OpenRouter, rate inside of 200", 200, { error: { code: 429, message: "Rate limited" } }, "rate_limited"],
  ["ollama", 404, { error: 'model "x" not found, try pulling it first' }, "not_found"],
  [
    "llama.cpp",
    400,
    {
      error: {
        code: 400,
        message: "the request exceeds the available context size",
        type: "exceed_context_size_error",
      },
    },
    "context_length",
  ],
  [
    "vLLM",
    400,
    {
      object: "error",
      message: "This model's maximum context length is 4096 tokens",
      type: "BadRequestError",
      code: 400,
    },
    "context_length",
  ],
  ["FastAPI", 422, { detail: "Field required" }, "invalid_request"],
  ["gateway in front", 502, undefined, "server_error"],
  ["Cloudflare", 524, undefined, "timeout"],
  ["a moved server", 301, undefined, "not_found"],
];

describe("classifyFailure", () => {
  it.each(CASES)("knows %s (%i)", (_, status, body, kind) => {
    expect(kindOf(status, body)).toBe(kind);
  });

  it("finds a kind and a message for any status and any body, without throwing", () => {
    fc.assert(
      fc.property(fc.integer({ min: 200, max: 599 }), fc.jsonValue(), (status, body) => {
        const error = classifyFailure({ status, body, apiKey: null });
        expect(error.message).not.toBe("");
        expect(error.message.length).toBeLessThanOrEqual(500);
      }),
    );
  });

  it("does not blame the request for an upstream that is down", () => {
    const body = { error: { message: "context length service failed" } };
    expect(kindOf(500, body)).toBe("server_error");
    expect(kindOf(503, body)).toBe("overloaded");
  });

  it("never shows the key, whole or in a vendor's usual form", () => {
    const key = "my-own-secret-key-1";
    const message = `Bad key ${key}; also sk-ant-0123456789abcdef and gsk_abcdefgh12345678 and Bearer abc.def`;
    const error = classifyFailure({ status: 401, body: { error: { message } }, apiKey: key });
    expect(error.message).not.toMatch(/my-own|sk-ant|gsk_|abc\.def/);
  });
});
