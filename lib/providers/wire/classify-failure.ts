import { ProviderError, type ProviderErrorKind } from "../provider-error";
import { redact } from "./redact";
import { readErrorBody, type ErrorBody } from "./error-body";

export type Failure = {
  /** 200 when the error came inside of a successful answer. */
  status: number;
  /** The parsed body; undefined when it was no JSON. */
  body: unknown;
  retryAfterMs?: number;
  apiKey: string | null;
};

/**
 * Turns an upstream's refusal into a `ProviderError`. The body's own code decides before its wording,
 * and both before the status, because vendors use 400, 403 and 429 for very different things.
 */
export function classifyFailure({ status, body, retryAfterMs, apiKey }: Failure): ProviderError {
  const error = readErrorBody(body);
  const effective = status >= 300 ? status : (error.status ?? status);
  const kind = kindOfCode(error) ?? kindOfMessage(error, effective) ?? kindOfStatus(effective);
  const message = error.message === "" ? defaultMessage(effective) : redact(error.message, apiKey);
  return new ProviderError(kind, message, {
    status: effective,
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
  });
}

/** Values of `error.code` and `error.type` at OpenAI, Anthropic, Groq, OpenRouter, Google and vLLM. */
const KIND_OF_CODE: Record<string, ProviderErrorKind> = {
  context_length_exceeded: "context_length",
  exceed_context_size_error: "context_length",
  string_above_max_length: "context_length",
  request_too_large: "context_length",
  content_filter: "content_filter",
  content_policy_violation: "content_filter",
  moderation_blocked: "content_filter",
  invalid_api_key: "authentication",
  authentication_error: "authentication",
  permission_error: "authentication",
  permission_denied: "authentication",
  unauthenticated: "authentication",
  insufficient_quota: "authentication",
  billing_error: "authentication",
  billing_hard_limit_reached: "authentication",
  model_not_found: "not_found",
  not_found_error: "not_found",
  not_found: "not_found",
  rate_limit_exceeded: "rate_limited",
  rate_limit_error: "rate_limited",
  resource_exhausted: "rate_limited",
  overloaded_error: "overloaded",
  unavailable: "overloaded",
  timeout_error: "timeout",
  deadline_exceeded: "timeout",
  api_error: "server_error",
  server_error: "server_error",
  internal_server_error: "server_error",
  internal: "server_error",
};

function kindOfCode(error: ErrorBody): ProviderErrorKind | undefined {
  for (const code of error.codes) {
    if (Object.hasOwn(KIND_OF_CODE, code)) return KIND_OF_CODE[code];
  }
  return undefined;
}

/** Servers without codes (ollama, llama.cpp, vLLM, Anthropic's invalid_request_error) tell it in words only. */
const CONTEXT_LENGTH =
  /context (length|window|size)|prompt is too long|input is too long|too many (input )?tokens|token count.{0,40}exceeds|maximum.{0,20}tokens allowed/i;
const CONTENT_FILTER = /content (management |usage )?policy|content filter|flagged (by|for)|safety (system|settings)/i;
const CANNOT_PAY = /credit balance|insufficient (credits|balance|funds|quota)|exceeded your current quota/i;

/** Gemini answers 400 INVALID_ARGUMENT to a wrong key. */
const BAD_KEY = /api key (is )?(not valid|not found|invalid|expired)|(invalid|incorrect|expired) api key/i;

function kindOfMessage({ message }: ErrorBody, status: number): ProviderErrorKind | undefined {
  const blamesRequest = status < 500 && status !== 401 && status !== 404;
  if (!blamesRequest) return undefined;
  if (BAD_KEY.test(message) || CANNOT_PAY.test(message)) return "authentication";
  if (status === 429) return undefined;
  if (CONTEXT_LENGTH.test(message)) return "context_length";
  if (CONTENT_FILTER.test(message)) return "content_filter";
  return undefined;
}

function kindOfStatus(status: number): ProviderErrorKind {
  switch (status) {
    case 401:
    case 402:
    case 403:
      return "authentication";
    case 404:
    case 410:
      return "not_found";
    case 408:
    case 504:
    case 524:
      return "timeout";
    case 413:
      return "context_length";
    case 429:
      return "rate_limited";
    // 498: Groq's flex capacity; 529: Anthropic.
    case 498:
    case 503:
    case 529:
      return "overloaded";
  }
  if (status >= 300 && status < 400) return "not_found";
  // 409 is a lost race on the upstream's side; OpenAI's own client tries again.
  if (status >= 400 && status < 500 && status !== 409) return "invalid_request";
  return "server_error";
}

function defaultMessage(status: number): string {
  if (status >= 300 && status < 400) {
    return `The provider answered with a redirect (${status}), which is not followed: use the final address as base URL`;
  }
  return status < 300 ? "The provider answered with an error" : `The provider answered with status ${status}`;
}
