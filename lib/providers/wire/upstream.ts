import {
  below,
  isOutboundError,
  parseOutboundUrl,
  type Outbound,
  type OutboundUrl,
  type ResponseBody,
} from "@/lib/platform/outbound";
import type { CallTimeouts, ProviderEndpoint } from "../contract";
import { isProviderError, ProviderError, type ProviderErrorKind } from "../provider-error";
import { classifyFailure } from "./classify-failure";
import { isErrorBody } from "./error-body";
import { redact } from "./redact";
import { retryAfterMs } from "@/lib/platform/http/retry-after";

export type UpstreamCall = {
  endpoint: ProviderEndpoint;
  method: "GET" | "POST";
  /** Below the base URL, such as `/chat/completions`. */
  path: string;
  /** Names and values in turn; content type and length are added. */
  headers: string[];
  body?: string;
  /** (Default: application/json.) */
  contentType?: string;
  /** The thing that is asked for has an `error` of its own, which says nothing of the call. */
  hasOwnError?: boolean;
  timeouts: CallTimeouts;
  signal: AbortSignal;
};

/** An error answer is read up to here; the rest is not worth the time. */
const MAX_ERROR_BYTES = 64 * 1024;

/** JSON over HTTP to a provider. Throws `ProviderError`, and `OutboundError` which `asProviderErrors` translates. */
export class Upstream {
  constructor(
    private readonly outbound: Outbound,
    private readonly nowMs: () => number,
  ) {}

  /** The parsed body of a successful answer, which may have any shape but that of an error. */
  async json(call: UpstreamCall): Promise<unknown> {
    const { status, headers, body } = await this.outbound.request(toOutbound(call));
    const text = body.toString("utf8");
    const parsed = parseJson(text);
    if (status >= 300 || (!call.hasOwnError && isErrorBody(parsed))) throw this.failure(call, status, headers, parsed);
    if (parsed === undefined) throw notJson(text);
    return parsed;
  }

  /** The body of a successful answer as it arrives. */
  async stream(call: UpstreamCall): Promise<ResponseBody> {
    const { status, headers, body } = await this.outbound.stream(toOutbound(call));
    const isEventStream = String(headers["content-type"] ?? "").includes("text/event-stream");
    if (status < 300 && isEventStream) return body;

    const text = (await body.collect(MAX_ERROR_BYTES)).toString("utf8");
    const parsed = parseJson(text);
    if (status >= 300 || isErrorBody(parsed)) throw this.failure(call, status, headers, parsed);
    if (text === "") throw notJson(text);
    throw new ProviderError("malformed", "The provider sent no event stream although one was asked for", { status });
  }

  private failure(
    { endpoint }: UpstreamCall,
    status: number,
    headers: Record<string, string | string[] | undefined>,
    body: unknown,
  ): ProviderError {
    const waitMs = retryAfterMs(headers, this.nowMs());
    return classifyFailure({
      status,
      body,
      apiKey: endpoint.apiKey,
      ...(waitMs === undefined ? {} : { retryAfterMs: waitMs }),
    });
  }
}

const KIND_OF_OUTBOUND = {
  // The base URL or the key is wrong, not what the caller asked: another provider may serve it.
  invalid_request: "not_found",
  blocked_address: "blocked_address",
  connection: "connection",
  timeout: "timeout",
  interrupted: "interrupted",
  malformed: "malformed",
  too_large: "malformed",
  cancelled: "cancelled",
} as const satisfies Record<string, ProviderErrorKind>;

/** Any failure of a call as `ProviderError`. Errors that nobody expected are passed on unchanged: they are our bugs. */
export function toProviderError(error: unknown, apiKey: string | null): unknown {
  if (isProviderError(error) || !isOutboundError(error)) return error;
  return new ProviderError(KIND_OF_OUTBOUND[error.kind], redact(error.message, apiKey), {
    cause: error,
    ...(error.stage ? { stage: error.stage } : {}),
  });
}

/** Runs a call so that it rejects with `ProviderError` whenever the upstream or the way to it is at fault. */
export async function asProviderErrors<T>(endpoint: ProviderEndpoint, run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (error) {
    throw toProviderError(error, endpoint.apiKey);
  }
}

/** The base URL is parsed once for as long as the registry keeps the endpoint. */
const parsedBases = new WeakMap<ProviderEndpoint, OutboundUrl>();

function toOutbound(call: UpstreamCall): Parameters<Outbound["request"]>[0] {
  const { endpoint, method, path, headers, body, contentType = "application/json", timeouts, signal } = call;
  let base = parsedBases.get(endpoint);
  if (!base) {
    if (!endpoint.baseUrl) throw new ProviderError("not_found", `The provider ${endpoint.slug} has no base URL`);
    base = parseOutboundUrl(endpoint.baseUrl);
    parsedBases.set(endpoint, base);
  }
  return {
    url: below(base, path),
    method,
    headers: body === undefined ? headers : [...headers, "content-type", contentType],
    ...(body === undefined ? {} : { body }),
    timeouts,
    signal,
    isAddressChecked: endpoint.isUserSupplied,
  };
}

/** undefined when the text is no JSON. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function notJson(text: string): ProviderError {
  return new ProviderError(
    "malformed",
    text.trim() === "" ? "The provider sent an empty answer" : "The provider's answer is not valid JSON",
  );
}
