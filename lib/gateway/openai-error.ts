import { AppError, isAppError, type ErrorCode } from "@/lib/platform/errors";
import { errorAnswer } from "@/lib/platform/http/error-body";
import { isProviderError, type ProviderError } from "@/lib/providers";
import type { GatewayResponse } from "./contract";

const TYPE_OF_CODE: Partial<Record<ErrorCode, string>> = {
  unauthenticated: "authentication_error",
  forbidden: "permission_error",
  rate_limited: "rate_limit_error",
  budget_exceeded: "insufficient_quota",
  internal: "server_error",
  upstream_failed: "server_error",
  unavailable: "server_error",
  timeout: "server_error",
};

/** The body of an error in OpenAI's form, as their clients expect it. */
export function openAiErrorBody(
  error: unknown,
  requestId: string,
): { status: number; headers: Record<string, string>; text: string } {
  const { status, body, headers } = errorAnswer(asAppError(error), requestId);
  const { code, message, field, details } = body.error;
  const text = JSON.stringify({
    error: {
      message,
      type: TYPE_OF_CODE[code] ?? "invalid_request_error",
      param: field ?? null,
      code,
      request_id: requestId,
      details,
    },
  });
  return { status, headers, text };
}

export function openAiErrorResponse(error: unknown, requestId: string): GatewayResponse {
  const { status, headers, text } = openAiErrorBody(error, requestId);
  return { status, headers: { ...headers, "content-type": "application/json", "x-request-id": requestId }, body: text };
}

/** What the caller is told of an upstream's failure. Anything else passes through. */
export function asAppError(error: unknown): unknown {
  if (isAppError(error) || !isProviderError(error)) return error;
  return new AppError(codeOf(error), messageFor(error), {
    cause: error,
    ...(error.retryAfterMs !== undefined && { retryAfterMs: error.retryAfterMs }),
  });
}

function codeOf(error: ProviderError): ErrorCode {
  switch (error.kind) {
    case "invalid_request":
    case "context_length":
    case "content_filter":
      return "invalid_input";
    case "rate_limited":
      return "rate_limited";
    case "timeout":
      return "timeout";
    case "overloaded":
      return "unavailable";
    case "not_found":
      return "not_found";
    default:
      return "upstream_failed";
  }
}

function messageFor(error: ProviderError): string {
  if (error.kind === "authentication")
    return `The provider refused our key. Check it in Settings, Providers. It said: ${error.message}`;
  return error.message;
}
