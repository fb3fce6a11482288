import { describe, expect, it } from "vitest";
import type { ExecutionRecord } from "@/lib/executions/schemas";
import { executionRecord } from "@/lib/executions/test-executions";
import { executionSpans } from "./execution-spans";
import type { OtlpSpan } from "./otlp";

const ID = "018f0000-0000-7000-8000-000000000001";
const attempt = {
  model: "openai/gpt-5",
  startedAt: "2026-03-01T10:00:00.100Z",
  latencyMs: 20.5,
  errorKind: "overloaded",
  errorMessage: "the prompt said: secret",
  status: 503,
  costUsd: 0,
};
const record = (changes: Partial<ExecutionRecord> = {}) =>
  executionRecord("organization", {
    id: ID,
    createdAt: "2026-03-01T10:00:00.000Z",
    latencyMs: 1_234.5678,
    inputTokens: 10,
    cachedInputTokens: 30,
    cacheWriteTokens: 5,
    outputTokens: 20,
    sessionRef: "session-1",
    attempts: [attempt, { ...attempt, model: "anthropic/claude", errorKind: null, status: 200, costUsd: 0.1 }],
    ...changes,
  });

const valuesOf = ({ attributes }: OtlpSpan) =>
  Object.fromEntries(attributes.map(({ key, value }) => [key, Object.values(value)[0] as unknown]));

describe("executionSpans", () => {
  it("names the call in OpenTelemetry's words", () => {
    const [whole] = executionSpans(record(), null, false);
    expect(whole).toMatchObject({
      name: "chat gpt-5-mini",
      kind: 3,
      traceId: ID.replaceAll("-", ""),
      startTimeUnixNano: "1772359200000000000",
      endTimeUnixNano: "1772359201234568000",
      status: {},
    });
    expect(valuesOf(whole!)).toMatchObject({
      "gen_ai.operation.name": "chat",
      "gen_ai.provider.name": "openai",
      "gen_ai.request.model": "gpt-5-mini",
      "gen_ai.response.model": "gpt-5-mini",
      "gen_ai.conversation.id": "session-1",
      "gen_ai.usage.input_tokens": "45",
      "gen_ai.usage.cache_read.input_tokens": "30",
      "gen_ai.usage.cache_creation.input_tokens": "5",
      "gen_ai.usage.output_tokens": "20",
      "gym.cost_usd": 0.001,
    });
  });

  it("hangs below the caller's span, and attempts below it, without counting tokens twice", () => {
    const parent = { traceId: "a".repeat(32), parentSpanId: "b".repeat(16), isSampled: true };
    const [whole, failed, answered] = executionSpans(record(), parent, false);
    expect(whole).toMatchObject({ traceId: parent.traceId, parentSpanId: parent.parentSpanId });
    for (const span of [failed!, answered!]) {
      expect(span).toMatchObject({ traceId: parent.traceId, parentSpanId: whole!.spanId });
      expect(Object.keys(valuesOf(span)).filter((key) => key.startsWith("gen_ai.usage"))).toEqual([]);
    }
    expect(failed).toMatchObject({ name: "chat gpt-5", status: { code: 2 } });
    expect(valuesOf(failed!)).toMatchObject({ "error.type": "overloaded", "http.response.status_code": "503" });
    expect(answered).toMatchObject({ name: "chat claude", status: {} });
    expect(new Set([whole, failed, answered].map((span) => span!.spanId)).size).toBe(3);
  });

  it("leaves out what is unknown instead of sending zero", () => {
    const [whole] = executionSpans(record({ inputTokens: null, outputTokens: null, costUsd: null }), null, false);
    const values = valuesOf(whole!);
    for (const key of ["gen_ai.usage.input_tokens", "gen_ai.usage.output_tokens", "gym.cost_usd", "error.type"])
      expect(values).not.toHaveProperty([key]);
  });

  it("holds nothing that was written by people or models unless asked for it", () => {
    const failed = record({ status: "failed", errorCode: "overloaded", errorMessage: "the prompt said: secret" });
    expect(JSON.stringify(executionSpans(failed, null, false))).not.toMatch(/secret|Where is my card|On its way/);
    const [whole] = executionSpans(failed, null, true);
    expect(valuesOf(whole!)["gen_ai.input.messages"]).toBe(
      JSON.stringify([{ role: "user", parts: [{ type: "text", content: "Where is my card?" }] }]),
    );
  });

  it.each([
    ["failed", 2],
    ["partial", 2],
    ["cancelled", undefined],
    ["success", undefined],
  ] as const)("%s has the status %s", (status, code) => {
    expect(executionSpans(record({ status }), null, false)[0]!.status.code).toBe(code);
  });

  it("marks models of this process as internal", () => {
    expect(executionSpans(record({ providerSlug: "local" }), null, false)[0]!.kind).toBe(1);
  });
});
