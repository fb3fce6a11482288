import { createHash } from "node:crypto";
import type { z } from "zod";
import { requireScope, type Ctx, type Scope } from "@/lib/platform/ctx";
import { forbidden, isAppError, unauthenticated } from "@/lib/platform/errors";
import { errorAnswer } from "@/lib/platform/http/error-body";
import { httpMeters } from "@/lib/platform/http/meters";
import { parseInput, searchParamsToObject } from "@/lib/platform/http/parse-input";
import { parseJson } from "@/lib/platform/http/parse-json";
import { readBody } from "@/lib/platform/http/read-body";
import { declared, type RouteDeclaration } from "@/lib/platform/http/route-declaration";
import { routePattern } from "@/lib/platform/http/route-pattern";
import { withIdempotency } from "@/lib/platform/idempotency";
import { newId } from "@/lib/platform/ids";
import { getRuntime, type Runtime } from "@/lib/platform/runtime";
import { authenticateRequest, type Identity } from "./authenticate";
import { isSameOrigin } from "./same-origin";

type Params = Record<string, string>;
type RouteContext = { params: Promise<Record<string, string | string[] | undefined>> };

type HandleArguments<Query, Body> = {
  ctx: Ctx;
  query: Query;
  body: Body;
  /** Path parameters; the parts of a catch-all are joined by `/`. */
  params: Params;
  request: Request;
};

export type RouteOptions<Query, Body> = {
  /** What the caller must be allowed to do. (Default: `read` for GET, else `write`.) */
  scope?: Scope;
  query?: z.ZodType<Query>;
  /** A JSON body. Without it the body is left unread, for routes that stream it themselves. */
  body?: z.ZodType<Body>;
  /** What the API's description shows instead of `body`, when the verb checks the body more closely. */
  describedBody?: z.ZodType;
  /** Media type of a body that the handler reads itself, such as `text/csv`. */
  bodyType?: string;
  /** Media type of success, when it is not JSON. */
  answerType?: string;
  /** Status of success. (Default: 200.) */
  status?: number;
  /** Largest JSON body, bytes. (Default: 1 MB.) */
  maxBodyBytes?: number;
  handle: (input: HandleArguments<Query, Body>) => Promise<unknown>;
};

export type PublicRouteOptions<Query, Body> = Omit<RouteOptions<Query, Body>, "scope" | "handle"> & {
  handle: (
    input: Omit<HandleArguments<Query, Body>, "ctx"> & { runtime: Runtime; requestId: string },
  ) => Promise<unknown>;
};

type Handler = (request: Request, context: RouteContext) => Promise<Response>;

const SAFE_METHODS = ["GET", "HEAD"];
const REQUEST_ID = /^[\w.-]{8,100}$/;

/**
 * Makes a Next route handler: identity, scope, input, idempotency, one envelope for success and failure.
 * A `Response` from `handle` is sent as it is; `{ items, nextCursor }` becomes a list; anything else is `data`.
 */
export function route<Query = undefined, Body = undefined>(options: RouteOptions<Query, Body>): Handler {
  const handler = measured((request, context) =>
    answering(request, requestIdOf(request), async (requestId) => {
      const runtime = getRuntime();
      const ctx = await authorise(request, requestId, runtime, options.scope);
      const { query, body, bytes } = await readInput(request, options);
      const params = await pathParams(context);
      const respond = async () => {
        const result = await options.handle({ ctx, query, body, params, request });
        return withHeaders(asResponse(result, options.status ?? 200), ctx.answerHeaders);
      };
      // A body that the handler streams cannot be compared with an earlier one.
      const isStreamed =
        !options.body && request.body !== null && Number(request.headers.get("content-length") ?? 1) > 0;
      return isStreamed ? respond() : runOnce(request, ctx, bytes, respond);
    }),
  );
  return declared(handler, { ...declarationFrom(options), isPublic: false, scope: options.scope });
}

/** Like `route`, for the few handlers that anyone may call: set-up, accepting an invitation, health. */
export function publicRoute<Query = undefined, Body = undefined>(options: PublicRouteOptions<Query, Body>): Handler {
  const handler = measured((request, context) =>
    answering(request, requestIdOf(request), async (requestId) => {
      if (!SAFE_METHODS.includes(request.method)) requireSameOrigin(request);
      const { query, body } = await readInput(request, options);
      const params = await pathParams(context);
      const result = await options.handle({ runtime: getRuntime(), requestId, query, body, params, request });
      return asResponse(result, options.status ?? 200);
    }),
  );
  return declared(handler, { ...declarationFrom(options), isPublic: true, scope: undefined });
}

function declarationFrom<Query, Body>(
  options: Omit<RouteOptions<Query, Body>, "handle" | "scope">,
): Omit<RouteDeclaration, "isPublic" | "scope"> {
  const { query, body, describedBody = body, bodyType, answerType, status = 200, maxBodyBytes } = options;
  return { query, body: describedBody, bodyType, answerType, status, maxBodyBytes };
}

/** Notes how long the answer took, by the declared path. */
function measured(handler: Handler): Handler {
  return async (request, context) => {
    const startedMs = performance.now();
    const response = await handler(request, context);
    const { method, url } = request;
    const route = routePattern(new URL(url).pathname, (await context.params) ?? {});
    httpMeters(getRuntime().metrics)
      .answers.at({ method, route, status: String(response.status) })
      .observe((performance.now() - startedMs) / 1_000);
    return response;
  };
}

function requestIdOf(request: Request): string {
  const given = request.headers.get("x-request-id");
  return given && REQUEST_ID.test(given) ? given : newId();
}

/** Runs `work` and answers whatever it throws. */
async function answering(
  request: Request,
  requestId: string,
  work: (requestId: string) => Promise<Response>,
): Promise<Response> {
  try {
    return withRequestId(await work(requestId), requestId);
  } catch (error) {
    const answer = errorAnswer(error, requestId);
    httpMeters(getRuntime().metrics).errors.at({ code: answer.body.error.code }).add();
    if (answer.status >= 500) logFailure(error, request, requestId);
    return withRequestId(Response.json(answer.body, { status: answer.status, headers: answer.headers }), requestId);
  }
}

function withRequestId(response: Response, requestId: string): Response {
  response.headers.set("x-request-id", requestId);
  if (!response.headers.has("cache-control")) response.headers.set("cache-control", "no-store");
  return response;
}

function logFailure(error: unknown, request: Request, requestId: string): void {
  const { pathname } = new URL(request.url);
  const facts = { requestId, method: request.method, path: pathname };
  // A failure that we name is somebody else's: an upstream, the network, the database. It needs no stack.
  if (isAppError(error)) getRuntime().log.warn({ ...facts, code: error.code, reason: error.message }, "request failed");
  else getRuntime().log.error({ ...facts, err: error }, "request failed");
}

async function authorise(
  request: Request,
  requestId: string,
  runtime: Runtime,
  scope: Scope | undefined,
): Promise<Ctx> {
  const identity = await authenticateRequest(runtime, {
    authorization: request.headers.get("authorization"),
    cookie: request.headers.get("cookie"),
  });
  if (!identity) {
    throw unauthenticated("Sign in, or send an API key: `Authorization: Bearer gym_…` (Settings, API keys)");
  }
  const isWrite = !SAFE_METHODS.includes(request.method);
  if (isWrite && identity.actor.type === "user") requireSameOrigin(request);
  const traceparent = request.headers.get("traceparent");
  const ctx: Ctx = {
    ...toCtx(identity, requestId, runtime, request.signal),
    ...(traceparent && { traceparent }),
    answerHeaders: {},
  };
  requireScope(ctx, scope ?? (isWrite ? "write" : "read"));
  return ctx;
}

/** The context in which an identified person or program acts. */
export function toCtx(identity: Identity, requestId: string, runtime: Runtime, signal?: AbortSignal): Ctx {
  return {
    actor: identity.actor,
    scopes: identity.scopes,
    organizationId: identity.organizationId,
    requestId,
    ...(signal && { signal }),
    now: runtime.now,
    db: runtime.db,
    runtime,
  };
}

function requireSameOrigin(request: Request): void {
  if (!isSameOrigin(request.headers, getRuntime().publicUrl)) {
    throw forbidden("This request comes from another site. Use the dashboard itself, or an API key");
  }
}

type InputOptions<Query, Body> = Pick<RouteOptions<Query, Body>, "query" | "body" | "maxBodyBytes">;

async function readInput<Query, Body>(request: Request, options: InputOptions<Query, Body>) {
  const parameters = searchParamsToObject(new URL(request.url).searchParams);
  // Without a schema the type parameter is `undefined`, which only its default can make so.
  const query = options.query ? parseInput(options.query, parameters) : (undefined as Query);
  if (!options.body) return { query, body: undefined as Body, bytes: new Uint8Array() };
  const bytes = await readBody(request, options.maxBodyBytes);
  const body = parseInput(options.body, parseJson(bytes, { maxBytes: options.maxBodyBytes }));
  return { query, body, bytes };
}

async function pathParams(context: RouteContext): Promise<Params> {
  // Next resolves the parameters of a route that has none to undefined, whatever its types say.
  const entries = Object.entries((await context.params) ?? {}).map(([name, value]) => [
    name,
    Array.isArray(value) ? value.map(decodeURIComponent).join("/") : decodeURIComponent(value ?? ""),
  ]);
  return Object.fromEntries(entries) as Params;
}

/** Serves a POST with an `Idempotency-Key` at most once; see `withIdempotency`. */
function runOnce(request: Request, ctx: Ctx, bytes: Uint8Array, respond: () => Promise<Response>): Promise<Response> {
  const key = request.headers.get("idempotency-key");
  if (request.method !== "POST" || !key) return respond();
  const { pathname, search } = new URL(request.url);
  const bodyHash = createHash("sha256").update(search).update("\n").update(bytes).digest("hex");
  return withIdempotency(ctx, { key, method: request.method, path: pathname, bodyHash }, () =>
    answering(request, ctx.requestId, respond),
  );
}

type Page = { items: unknown[]; nextCursor: string | null };

const isPage = (result: unknown): result is Page =>
  typeof result === "object" && result !== null && "nextCursor" in result && "items" in result;

function withHeaders(response: Response, headers: Record<string, string> = {}): Response {
  for (const [name, value] of Object.entries(headers)) response.headers.set(name, value);
  return response;
}

function asResponse(result: unknown, status: number): Response {
  if (result instanceof Response) return result;
  if (status === 204) return new Response(null, { status });
  if (isPage(result)) return Response.json({ data: result.items, nextCursor: result.nextCursor }, { status });
  return Response.json({ data: result ?? null }, { status });
}
