const BASE = "/api/v1";
const BRAND = "ai-gym.api-error";

type Facts = { code: string; status: number; field?: string; details?: unknown; requestId?: string };

/** What the API answered instead of data. The message is meant for the person who reads it. */
export class ApiError extends Error {
  readonly brand = BRAND;
  /** The API's error code, or `network` when no answer came. */
  readonly code: string;
  /** HTTP status; 0 when no answer came. */
  readonly status: number;
  /** Path of the input field that is wrong. */
  readonly field: string | undefined;
  readonly details: unknown;
  /** For support: the server's log carries the same id. */
  readonly requestId: string | undefined;

  constructor(message: string, facts: Facts) {
    super(message);
    this.name = "ApiError";
    this.code = facts.code;
    this.status = facts.status;
    this.field = facts.field;
    this.details = facts.details;
    this.requestId = facts.requestId;
  }
}

/** Recognised by brand: errors that crossed from the server through hydration have lost their class. */
export function isApiError(error: unknown): error is ApiError {
  return typeof error === "object" && error !== null && "brand" in error && error.brand === BRAND;
}

export type ApiOptions = {
  /** (Default: GET, or POST when there is a body) */
  method?: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** Sent as JSON; a `Blob` or `FormData` goes as it is. */
  body?: unknown;
  signal?: AbortSignal;
  /** The same key and body get the same answer for 24 hours: make one per form, with `newIdempotencyKey`. */
  idempotencyKey?: string;
};

export type Page<T> = { data: T[]; /** null on the last page. */ nextCursor: string | null };

/** Calls `/api/v1{path}` and unwraps `data`. Throws `ApiError`; an aborted call rejects with the browser's `AbortError`. */
export async function api<T>(path: string, options: ApiOptions = {}): Promise<T> {
  const envelope = await call<{ data: T }>(path, options);
  return envelope.data;
}

/** The raw answer, for what is read piece by piece. Throws as `api` does. */
export async function apiResponse(path: string, options: ApiOptions = {}): Promise<Response> {
  const response = await send(path, options);
  if (response.ok) return response;
  throw errorOf(parse(await response.text()), response.status, response.headers.get("x-request-id") ?? undefined);
}

/** One page of a list. */
export async function apiPage<T>(path: string, options: ApiOptions = {}): Promise<Page<T>> {
  const { data, nextCursor } = await call<Page<T>>(path, options);
  return { data, nextCursor: nextCursor ?? null };
}

/**
 * Query string of a filter object, without `?`. Leaves out null, undefined, "" and false, repeats the key of a list.
 * Keys keep their order, so equal filters give equal addresses.
 */
export function toSearch(filters: Record<string, unknown>): string {
  const search = new URLSearchParams();
  for (const [key, value] of Object.entries(filters)) {
    for (const item of Array.isArray(value) ? value : [value]) {
      if (item === null || item === undefined || item === "" || item === false) continue;
      search.append(key, String(item));
    }
  }
  return search.toString();
}

/** `crypto.randomUUID` is missing on plain http, where self-hosted instances often run. */
export function newIdempotencyKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

async function call<Envelope>(path: string, options: ApiOptions): Promise<Envelope> {
  const response = await send(path, options);
  const requestId = response.headers.get("x-request-id") ?? undefined;
  const text = await response.text();
  const parsed = parse(text);
  if (!response.ok) throw errorOf(parsed, response.status, requestId);
  if (response.status === 204) return { data: undefined } as Envelope;
  if (parsed === undefined) {
    throw new ApiError("The server's answer could not be read", {
      code: "internal",
      status: response.status,
      requestId,
    });
  }
  return parsed as Envelope;
}

async function send(path: string, { method, body, signal, idempotencyKey }: ApiOptions): Promise<Response> {
  const isRaw = body instanceof Blob || body instanceof FormData;
  const headers = new Headers({ accept: "application/json" });
  if (body !== undefined && !isRaw) headers.set("content-type", "application/json");
  if (idempotencyKey) headers.set("idempotency-key", idempotencyKey);
  try {
    return await fetch(`${BASE}${path}`, {
      method: method ?? (body === undefined ? "GET" : "POST"),
      headers,
      body: body === undefined ? undefined : isRaw ? body : JSON.stringify(body),
      signal,
      credentials: "same-origin",
    });
  } catch (error) {
    if (signal?.aborted) throw error;
    throw new ApiError("The server did not answer. Check the connection; it may also be restarting.", {
      code: "network",
      status: 0,
    });
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Reads our error envelope; a proxy in between may answer with a page of its own instead. */
function errorOf(parsed: unknown, status: number, requestId: string | undefined): ApiError {
  const error = (parsed as { error?: Partial<Facts> & { message?: string } } | undefined)?.error;
  if (!error?.message || !error.code) {
    return new ApiError(`The server answered with status ${status} and no explanation`, {
      code: status >= 500 ? "unavailable" : "invalid_input",
      status,
      requestId,
    });
  }
  return new ApiError(error.message, {
    code: error.code,
    status,
    field: error.field,
    details: error.details,
    requestId: error.requestId ?? requestId,
  });
}
