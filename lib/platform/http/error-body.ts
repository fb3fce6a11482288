import { asUnavailable } from "../db/database-errors";
import { isAppError, type ErrorCode } from "../errors";

/** The only table from kinds of failure to HTTP. */
export const STATUS_OF_CODE = {
  invalid_input: 400,
  unauthenticated: 401,
  budget_exceeded: 402,
  forbidden: 403,
  not_found: 404,
  conflict: 409,
  too_large: 413,
  rate_limited: 429,
  internal: 500,
  upstream_failed: 502,
  unavailable: 503,
  timeout: 504,
} as const satisfies Record<ErrorCode, number>;

type ErrorBody = {
  error: { code: ErrorCode; message: string; field?: string; details?: unknown; requestId: string };
};

export type ErrorAnswer = { status: number; body: ErrorBody; headers: Record<string, string> };

/** Turns anything thrown into what the client is told. Unknown errors tell nothing of the inside. */
export function errorAnswer(thrown: unknown, requestId: string): ErrorAnswer {
  // A database that is down is no fault of the request: 503, so that clients try again.
  const error = asUnavailable(thrown);
  if (!isAppError(error)) {
    const message = `Something went wrong on our side. If it happens again, tell your operator the request id ${requestId}`;
    return { status: 500, body: { error: { code: "internal", message, requestId } }, headers: {} };
  }
  const { code, message, field, details, retryAfterMs, headers } = error;
  return {
    status: STATUS_OF_CODE[code],
    body: {
      error: { code, message, ...(field && { field }), ...(details !== undefined && { details }), requestId },
    },
    headers: {
      ...headers,
      ...(retryAfterMs !== undefined && { "retry-after": String(Math.max(1, Math.ceil(retryAfterMs / 1000))) }),
    },
  };
}
