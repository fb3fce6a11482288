/** Every kind of failure that the product answers with on purpose. `http.ts` alone maps them to statuses. */
export type ErrorCode =
  | "invalid_input"
  | "unauthenticated"
  | "budget_exceeded"
  | "forbidden"
  | "not_found"
  | "conflict"
  | "too_large"
  | "rate_limited"
  | "internal"
  | "upstream_failed"
  | "unavailable"
  | "timeout";

export type ErrorOptions = {
  /** Path of the input field that is wrong, such as `constraints.maxCostUsd`. */
  field?: string;
  /** Facts for the reader or a program; shown to the client, so never secret. */
  details?: unknown;
  /** How long to wait before trying again, milliseconds. Answered as `Retry-After`. */
  retryAfterMs?: number;
  /** Further headers of the answer, names in lower case. */
  headers?: Record<string, string>;
  cause?: unknown;
};

const BRAND = "ai-gym.error";

/**
 * A failure with a message for the person who reads it: what is wrong and what would be right.
 * Recognise it with `isAppError`, never by `instanceof`: bundles hold several copies of this class.
 */
export class AppError extends Error {
  readonly brand = BRAND;
  readonly code: ErrorCode;
  readonly field: string | undefined;
  readonly details: unknown;
  readonly retryAfterMs: number | undefined;
  readonly headers: Record<string, string> | undefined;

  constructor(code: ErrorCode, message: string, options: ErrorOptions = {}) {
    super(message, { cause: options.cause });
    this.name = "AppError";
    this.code = code;
    this.field = options.field;
    this.details = options.details;
    this.retryAfterMs = options.retryAfterMs;
    this.headers = options.headers;
  }
}

export function isAppError(error: unknown): error is AppError {
  return typeof error === "object" && error !== null && "brand" in error && error.brand === BRAND;
}

export const invalidInput = (message: string, options?: ErrorOptions) =>
  new AppError("invalid_input", message, options);
export const unauthenticated = (message: string, options?: ErrorOptions) =>
  new AppError("unauthenticated", message, options);
export const forbidden = (message: string, options?: ErrorOptions) => new AppError("forbidden", message, options);
export const notFound = (message: string, options?: ErrorOptions) => new AppError("not_found", message, options);
export const conflict = (message: string, options?: ErrorOptions) => new AppError("conflict", message, options);
export const tooLarge = (message: string, options?: ErrorOptions) => new AppError("too_large", message, options);
export const unavailable = (message: string, options?: ErrorOptions) => new AppError("unavailable", message, options);

/** The text of anything thrown. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
