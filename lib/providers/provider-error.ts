/** What went wrong upstream, in the words that retry and fallback decide by. */
export type ProviderErrorKind =
  | "rate_limited"
  | "overloaded"
  | "server_error"
  | "timeout"
  | "connection"
  | "malformed"
  /** The model answered in order, but not what a classification needs. */
  | "unusable"
  | "interrupted"
  | "authentication"
  | "invalid_request"
  | "context_length"
  | "content_filter"
  | "not_found"
  | "blocked_address"
  | "cancelled";

/** Which limit ran out, for `timeout`. */
export type TimeoutStage = "connect" | "headers" | "idle" | "total";

export type ProviderErrorOptions = {
  /** HTTP status of the upstream; absent when no answer came. */
  status?: number;
  /** From `Retry-After`, milliseconds. */
  retryAfterMs?: number;
  stage?: TimeoutStage;
  cause?: unknown;
};

const BRAND = "ai-gym.provider-error";

/** Worth trying the same model again after a pause. */
const RETRYABLE: readonly ProviderErrorKind[] = [
  "rate_limited",
  "overloaded",
  "server_error",
  "timeout",
  "connection",
  "malformed",
  "interrupted",
];

/** The request itself is at fault, so another model would refuse it as well. */
const CALLERS_FAULT: readonly ProviderErrorKind[] = ["invalid_request", "cancelled"];

/** A failed upstream call. The message is the upstream's own where it gave one, and never holds a key. */
export class ProviderError extends Error {
  readonly brand = BRAND;
  readonly kind: ProviderErrorKind;
  readonly status: number | undefined;
  readonly retryAfterMs: number | undefined;
  readonly stage: TimeoutStage | undefined;

  constructor(kind: ProviderErrorKind, message: string, options: ProviderErrorOptions = {}) {
    super(message, { cause: options.cause });
    this.name = "ProviderError";
    this.kind = kind;
    this.status = options.status;
    this.retryAfterMs = options.retryAfterMs;
    this.stage = options.stage;
  }

  get isRetryable(): boolean {
    return RETRYABLE.includes(this.kind);
  }

  get allowsFallback(): boolean {
    return !CALLERS_FAULT.includes(this.kind);
  }
}

export function isProviderError(error: unknown): error is ProviderError {
  return typeof error === "object" && error !== null && "brand" in error && error.brand === BRAND;
}
