import { retryAfterMs } from "@/lib/platform/http/retry-after";

export type CollectorAnswer = { status: number; headers: Record<string, string | string[] | undefined>; body: string };

/** What to do after an answer of the collector. */
export type ExportOutcome =
  | { type: "taken"; rejectedSpans: number; message: string }
  /** `waitMs` is null when the collector does not say how long. */
  | { type: "again"; waitMs: number | null; message: string }
  | { type: "refused"; message: string };

/** Only these are worth another try: https://opentelemetry.io/docs/specs/otlp/#retryable-response-codes */
const RETRYABLE = [429, 502, 503, 504];
const MESSAGE_CHARACTERS = 300;

export function readAnswer({ status, headers, body }: CollectorAnswer, nowMs: number): ExportOutcome {
  if (status >= 200 && status < 300) return { type: "taken", ...partialSuccess(body) };
  const message = `status ${status}: ${body.slice(0, MESSAGE_CHARACTERS)}`;
  if (!RETRYABLE.includes(status)) return { type: "refused", message };
  return { type: "again", waitMs: retryAfterMs(headers, nowMs) ?? null, message };
}

/** A body that cannot be read says nothing: the spans were taken. */
function partialSuccess(body: string): { rejectedSpans: number; message: string } {
  try {
    const { partialSuccess: partial } = JSON.parse(body) as {
      partialSuccess?: { rejectedSpans?: unknown; errorMessage?: unknown };
    };
    const rejectedSpans = Number(partial?.rejectedSpans ?? 0);
    return {
      rejectedSpans: Number.isFinite(rejectedSpans) ? rejectedSpans : 0,
      message: typeof partial?.errorMessage === "string" ? partial.errorMessage.slice(0, MESSAGE_CHARACTERS) : "",
    };
  } catch {
    return { rejectedSpans: 0, message: "" };
  }
}
