/** `invalid_request` = never sent; `connection` = no answer began; `interrupted` = the answer broke off. */
export type OutboundErrorKind =
  | "invalid_request"
  | "blocked_address"
  | "connection"
  | "timeout"
  | "interrupted"
  | "malformed"
  | "too_large"
  | "cancelled";

export type OutboundStage = "connect" | "headers" | "idle" | "total";

const BRAND = "ai-gym.outbound-error";

/** A call that brought no whole HTTP answer. The message is fit for the person who entered the URL. */
export class OutboundError extends Error {
  readonly brand = BRAND;
  readonly kind: OutboundErrorKind;
  /** Which limit ran out; only for `timeout`. */
  readonly stage: OutboundStage | undefined;

  constructor(kind: OutboundErrorKind, message: string, options: { stage?: OutboundStage; cause?: unknown } = {}) {
    super(message, { cause: options.cause });
    this.name = "OutboundError";
    this.kind = kind;
    this.stage = options.stage;
  }
}

export function isOutboundError(error: unknown): error is OutboundError {
  return typeof error === "object" && error !== null && "brand" in error && error.brand === BRAND;
}

const REASONS: Record<string, string> = {
  ENOTFOUND: "the host name does not exist",
  EAI_AGAIN: "the host name could not be looked up",
  ECONNREFUSED: "nothing listens there",
  ECONNRESET: "it closed the connection",
  UND_ERR_SOCKET: "it closed the connection",
  EPIPE: "it closed the connection",
  EHOSTUNREACH: "there is no route to it",
  ENETUNREACH: "there is no route to it",
  ERR_TLS_CERT_ALTNAME_INVALID: "its certificate is for another name",
  DEPTH_ZERO_SELF_SIGNED_CERT: "its certificate is self-signed",
  CERT_HAS_EXPIRED: "its certificate has expired",
  ERR_SSL_WRONG_VERSION_NUMBER: "it does not speak TLS; is it http:// instead of https://?",
};

/** A header holds what HTTP does not allow there; in practice a key that was pasted with a line break. */
const INVALID_HEADER = "UND_ERR_INVALID_ARG";

/** undici's parser gives its errors a name but no code. */
const PROTOCOL_ERRORS = ["UND_ERR_HEADERS_OVERFLOW", "HTTPParserError"];

/** Translates what undici and node report. `host` is named in the message; `hasBegun` = the headers had arrived. */
export function toOutboundError(error: unknown, host: string, hasBegun: boolean): OutboundError {
  if (isOutboundError(error)) return error;
  const code = codeOf(error);
  if (code === "UND_ERR_CONNECT_TIMEOUT" || code === "ETIMEDOUT") {
    return new OutboundError("timeout", `${host} did not accept a connection in time`, {
      stage: "connect",
      cause: error,
    });
  }
  if (code === INVALID_HEADER) {
    return new OutboundError(
      "invalid_request",
      "A header, such as the key, holds a character that is not allowed there",
      {
        cause: error,
      },
    );
  }
  if (PROTOCOL_ERRORS.includes(code)) {
    return new OutboundError("malformed", `${host} did not answer in valid HTTP`, { cause: error });
  }
  if (hasBegun)
    return new OutboundError("interrupted", `${host} broke off in the middle of its answer`, { cause: error });
  const reason = REASONS[code] ?? (code || "for an unknown reason");
  return new OutboundError("connection", `Could not reach ${host}: ${reason}`, { cause: error });
}

/** A failed attempt on several addresses arrives as an AggregateError; its first error tells most. */
function codeOf(error: unknown): string {
  const first: unknown = error instanceof AggregateError ? error.errors[0] : error;
  if (!(first instanceof Error)) return "";
  return "code" in first && typeof first.code === "string" ? first.code : first.name;
}
