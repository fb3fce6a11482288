import { recordExecutions } from "@/lib/executions";
import { MAX_RECORDED, RecordExecutionInput } from "@/lib/executions/schemas";
import { requireScope, type Ctx } from "@/lib/platform/ctx";
import { isAppError } from "@/lib/platform/errors";
import { checkInput } from "@/lib/platform/http/parse-input";
import type { OrganizationSnapshot } from "@/lib/registry";
import { findModel } from "./find-model";
import { readCall, type ReportedCall } from "./genai-span";
import { readSpans, type IncomingSpan } from "./read-spans";

/** What an OTLP exporter is answered: https://opentelemetry.io/docs/specs/otlp/#partial-success-1 */
type ExportTraceAnswer = { partialSuccess?: { rejectedSpans: string; errorMessage: string } };

const DEFAULT_TASK = { chat: "general_chat", embedding: "semantic_search" } as const;
/** As much of a text as recording takes. */
const MAX_TEXT = 200_000;
/** Reasons that are told; of the others only the number. */
const TOLD_REASONS = 5;

type Row = { span: IncomingSpan; row: RecordExecutionInput };

/**
 * Records the model calls among the spans of another tool, each once however often it is sent. Other spans are taken
 * and left alone. `task` is that of calls that name none. A span that cannot be recorded does not stop the others: the
 * answer says how many and why. Throws what concerns the whole request, such as `unavailable`.
 */
export async function ingestTraces(
  ctx: Ctx,
  body: unknown,
  { task }: { task: string | undefined },
): Promise<ExportTraceAnswer> {
  requireScope(ctx, "record");
  const { spans, malformed } = readSpans(body);
  const snapshot = await ctx.runtime.registry.ensureLoaded(ctx.organizationId);
  const reasons = [...malformed];
  const rows = withoutOuterCalls(spans).flatMap(({ span, call }) => {
    const result = toRow(span, call, { snapshot, task });
    if (typeof result !== "string") return [{ span, row: result }];
    reasons.push(result);
    return [];
  });
  for (let start = 0; start < rows.length; start += MAX_RECORDED) {
    reasons.push(...(await record(ctx, rows.slice(start, start + MAX_RECORDED))));
  }
  return reasons.length === 0 ? {} : { partialSuccess: partialSuccess(reasons) };
}

/**
 * Frameworks wrap a client's span of a call into one of their own, with the same tokens. Where both are in a request,
 * the inner one counts.
 */
function withoutOuterCalls(spans: readonly IncomingSpan[]): { span: IncomingSpan; call: ReportedCall }[] {
  const calls = spans.flatMap((span) => {
    const call = readCall(span);
    return call ? [{ span, call }] : [];
  });
  const outer = new Set(calls.map(({ span }) => `${span.traceId}/${span.parentSpanId}`));
  return calls.filter(({ span }) => !outer.has(`${span.traceId}/${span.spanId}`));
}

type Known = { snapshot: OrganizationSnapshot; task: string | undefined };

/** The row to record, or why there is none. */
function toRow(span: IncomingSpan, call: ReportedCall, { snapshot, task }: Known): RecordExecutionInput | string {
  const model = findModel(snapshot, call.models, call.provider);
  if (!model) return `the catalogue has no model \`${call.models[0]!.slice(0, 100)}\``;
  const latencyMs = span.endMs - span.startMs;
  if (latencyMs < 0) return "a span ends before it begins";
  const failure = span.hasFailed
    ? {
        status: "failed" as const,
        errorCode: call.errorType?.slice(0, 100),
        errorMessage: span.statusMessage?.slice(0, 2_000),
      }
    : {};
  const result = checkInput(RecordExecutionInput, {
    clientId: `otel:${span.traceId}/${span.spanId}`,
    task: call.task ?? task ?? DEFAULT_TASK[call.operation],
    model: model.slug,
    createdAt: new Date(span.startMs).toISOString(),
    operation: call.operation,
    latencyMs,
    ...failure,
    ...tokensOf(call),
    timeToFirstTokenMs: call.timeToFirstTokenMs === null ? null : Math.min(call.timeToFirstTokenMs, latencyMs),
    isStreaming: call.isStreaming,
    sessionId: call.sessionId,
    userRef: call.userRef,
    input: call.input?.slice(0, MAX_TEXT),
    output: call.output?.slice(0, MAX_TEXT),
    ...(span.service && { tags: { service: span.service.slice(0, 200) } }),
  });
  if (result.issues === null) return result.data;
  const [issue] = result.issues;
  return `\`${issue?.field ?? "span"}\` ${issue?.message ?? "is wrong"}`;
}

/**
 * Fresh input beside what a cache gave. The conventions count both as input; a tool that reports more from the cache
 * than it counts as input has left it out. Without both counts nothing is said, so that the texts are counted.
 */
function tokensOf({ operation, tokens }: ReportedCall) {
  const { input, cacheRead, cacheWrite, reasoning } = tokens;
  const output = tokens.output ?? (operation === "embedding" ? 0 : null);
  if (input === null || output === null) return {};
  const cached = cacheRead + cacheWrite;
  return {
    inputTokens: cached > input ? input : input - cached,
    cachedInputTokens: cacheRead,
    cacheWriteTokens: cacheWrite,
    outputTokens: output,
    reasoningTokens: Math.min(reasoning, output),
  };
}

/** Records what can be, by halves where something is refused, and returns the reasons for the rest. */
async function record(ctx: Ctx, rows: readonly Row[]): Promise<string[]> {
  if (rows.length === 0) return [];
  try {
    const reported = { rows: rows.map(({ row }) => row), nameOf: () => "" };
    await recordExecutions(ctx, reported, { idempotencyKey: null });
    return [];
  } catch (error) {
    if (!isAppError(error) || (error.code !== "invalid_input" && error.code !== "conflict")) throw error;
    if (rows.length === 1) return [error.message];
    const middle = Math.ceil(rows.length / 2);
    return [...(await record(ctx, rows.slice(0, middle))), ...(await record(ctx, rows.slice(middle)))];
  }
}

function partialSuccess(reasons: readonly string[]): NonNullable<ExportTraceAnswer["partialSuccess"]> {
  const told = [...new Set(reasons)];
  const more = told.length > TOLD_REASONS ? ` (and ${told.length - TOLD_REASONS} other reasons)` : "";
  return {
    rejectedSpans: String(reasons.length),
    errorMessage: `Not recorded: ${told.slice(0, TOLD_REASONS).join("; ")}${more}`,
  };
}
