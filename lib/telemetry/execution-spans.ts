import { createHash } from "node:crypto";
import type { Attempt, ExecutionRecord } from "@/lib/executions/schemas";
import { SPAN_KIND, STATUS_ERROR, toAttributes, toUnixNano, type OtlpSpan } from "./otlp";
import type { TraceContext } from "./trace-context";

/** OpenTelemetry's names of providers where they differ from ours. */
const PROVIDER_NAMES: Readonly<Record<string, string>> = { gemini: "gcp.gemini" };

const OPERATION_NAMES = { chat: "chat", classification: "chat", embedding: "embeddings" } as const satisfies Record<
  ExecutionRecord["operation"],
  string
>;

/**
 * A settled execution as spans: one for the whole, and below it one for each attempt at a model. Names follow
 * https://opentelemetry.io/docs/specs/semconv/gen-ai/gen-ai-spans/. Tokens are on the first alone, so that whoever
 * sums spans counts them once; as there, input tokens include those that a cache gave. Without `includesContent`
 * nothing that a person or a model wrote is in it, error messages included.
 */
export function executionSpans(
  record: ExecutionRecord,
  parent: TraceContext | null,
  includesContent: boolean,
): OtlpSpan[] {
  const traceId = parent?.traceId ?? record.id.replaceAll("-", "");
  const spanId = hashedId(record.id);
  const startMs = Date.parse(record.createdAt);
  const operation = OPERATION_NAMES[record.operation];
  const requestModel = record.route?.model ?? record.modelSlug;
  const isError = record.status === "failed" || record.status === "partial" || record.status === "interrupted";
  const whole: OtlpSpan = {
    traceId,
    spanId,
    ...(parent && { parentSpanId: parent.parentSpanId }),
    name: nameOf(operation, requestModel),
    kind: kindOf(record.providerSlug),
    startTimeUnixNano: toUnixNano(startMs),
    endTimeUnixNano: toUnixNano(startMs + (record.latencyMs ?? 0)),
    attributes: toAttributes({
      ...commonAttributes(operation, record.providerSlug, requestModel),
      "gen_ai.response.model": record.status === "failed" ? null : upstreamName(record.modelSlug),
      "gen_ai.conversation.id": record.sessionRef,
      ...usageAttributes(record),
      "gen_ai.response.time_to_first_chunk": record.timeToFirstTokenMs && record.timeToFirstTokenMs / 1_000,
      "error.type": isError ? (record.errorCode ?? record.status) : null,
      ...gymAttributes(record),
      ...(includesContent && contentAttributes(record)),
    }),
    status: isError ? { code: STATUS_ERROR } : {},
  };
  const attempts = (record.attempts ?? []).map((attempt, index) =>
    attemptSpan(attempt, { traceId, parentSpanId: spanId, spanId: hashedId(`${record.id}/${index}`), operation }),
  );
  return [whole, ...attempts];
}

type AttemptPlace = { traceId: string; parentSpanId: string; spanId: string; operation: string };

function attemptSpan(attempt: Attempt, { operation, ...ids }: AttemptPlace): OtlpSpan {
  const provider = attempt.model.split("/", 1)[0]!;
  const startMs = Date.parse(attempt.startedAt);
  return {
    ...ids,
    name: nameOf(operation, attempt.model),
    kind: kindOf(provider),
    startTimeUnixNano: toUnixNano(startMs),
    endTimeUnixNano: toUnixNano(startMs + attempt.latencyMs),
    attributes: toAttributes({
      ...commonAttributes(operation, provider, attempt.model),
      "error.type": attempt.errorKind,
      "http.response.status_code": attempt.status,
      "gym.cost_usd": attempt.costUsd,
    }),
    status: attempt.errorKind === null ? {} : { code: STATUS_ERROR },
  };
}

function commonAttributes(operation: string, provider: string | null, model: string | null) {
  return {
    "gen_ai.operation.name": operation,
    "gen_ai.provider.name": provider && (PROVIDER_NAMES[provider] ?? provider),
    "gen_ai.request.model": upstreamName(model),
  };
}

function usageAttributes(record: ExecutionRecord) {
  const { inputTokens, cachedInputTokens, cacheWriteTokens } = record;
  return {
    "gen_ai.usage.input_tokens":
      inputTokens === null ? null : inputTokens + (cachedInputTokens ?? 0) + (cacheWriteTokens ?? 0),
    "gen_ai.usage.cache_read.input_tokens": cachedInputTokens,
    "gen_ai.usage.cache_creation.input_tokens": cacheWriteTokens,
    "gen_ai.usage.output_tokens": record.outputTokens,
    "gen_ai.usage.reasoning.output_tokens": record.reasoningTokens,
  };
}

function gymAttributes(record: ExecutionRecord) {
  return {
    "gym.execution_id": record.id,
    "gym.organization_id": record.organizationId,
    "gym.task": record.taskSlug,
    "gym.status": record.status,
    "gym.strategy": record.strategy,
    "gym.configuration_version": record.configurationVersion,
    "gym.cost_usd": record.costUsd,
    "gym.overhead_seconds": record.overheadMs && record.overheadMs / 1_000,
  };
}

/** The beginnings that are kept with an execution. */
function contentAttributes({ inputPreview, outputPreview, errorMessage }: ExecutionRecord) {
  const messages = (role: string, text: string | null) =>
    text && JSON.stringify([{ role, parts: [{ type: "text", content: text }] }]);
  return {
    "gen_ai.input.messages": messages("user", inputPreview),
    "gen_ai.output.messages": messages("assistant", outputPreview),
    "exception.message": errorMessage,
  };
}

const nameOf = (operation: string, model: string | null): string => [operation, upstreamName(model)].join(" ").trim();

const kindOf = (provider: string | null) => (provider === "local" ? SPAN_KIND.internal : SPAN_KIND.client);

/** `openai/gpt-5-mini` is `gpt-5-mini` to its provider. */
const upstreamName = (slug: string | null): string | null => slug && slug.slice(slug.indexOf("/") + 1);

/** 8 bytes in hex, always the same for a text: an execution that is sent twice is one span. */
const hashedId = (text: string): string => createHash("sha256").update(text).digest("hex").slice(0, 16);
