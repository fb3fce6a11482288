import type { ApiKeyIdentity } from "@/lib/auth";
import { AppError, forbidden, isAppError, notFound, unauthenticated } from "@/lib/platform/errors";
import { httpMeters } from "@/lib/platform/http/meters";
import { parseJson } from "@/lib/platform/http/parse-json";
import { newId } from "@/lib/platform/ids";
import type { Runtime } from "@/lib/platform/runtime";
import type { Caller } from "./caller";
import { parseChatInput, parseGym, type ChatInput } from "./chat-input";
import { completeChat } from "./complete-chat";
import { MAX_GATEWAY_BODY_BYTES, type GatewayRequest, type GatewayResponse } from "./contract";
import { embedTexts, parseEmbeddingInput } from "./embed-texts";
import { cachedGymFields, gymFields, gymHeaders } from "./gym-fields";
import { listGatewayModels, getGatewayModel } from "./list-gateway-models";
import { asAppError, openAiErrorResponse } from "./openai-error";
import { streamChat } from "./stream-chat";

const JSON_HEADERS = { "content-type": "application/json" };
const STREAM_HEADERS = {
  "content-type": "text/event-stream; charset=utf-8",
  "cache-control": "no-cache, no-transform",
  "x-accel-buffering": "no",
};

/** The OpenAI-compatible surface, `/v1/*`. Never throws: a failure is an answer in OpenAI's form. */
export async function handleGateway(runtime: Runtime, request: GatewayRequest): Promise<GatewayResponse> {
  const arrivedMs = performance.now();
  const requestId = requestIdOf(request);
  const answerHeaders: Record<string, string> = {};
  try {
    const key = await authenticate(runtime, request);
    const caller: Caller = {
      runtime,
      organizationId: key.organizationId,
      keyId: key.keyId,
      rateLimits: key.rateLimits,
      requestId,
      source: "gateway",
      configuration: null,
      version: null,
      traceparent: traceparentOf(request),
      answerHeaders,
      signal: request.signal,
    };
    const answer = await dispatch(caller, key, request, arrivedMs);
    answer.headers["x-request-id"] = requestId;
    Object.assign(answer.headers, answerHeaders);
    return answer;
  } catch (error) {
    const answer = openAiErrorResponse(error, requestId);
    answer.headers = { ...answerHeaders, ...answer.headers };
    httpMeters(runtime.metrics)
      .errors.at({ code: codeOf(error) })
      .add();
    if (answer.status === 500)
      runtime.log.error({ err: error, requestId, path: request.path }, "gateway request failed");
    return answer;
  }
}

function codeOf(thrown: unknown): string {
  const error = asAppError(thrown);
  return isAppError(error) ? error.code : "internal";
}

function dispatch(
  caller: Caller,
  key: ApiKeyIdentity,
  request: GatewayRequest,
  arrivedMs: number,
): Promise<GatewayResponse> {
  const { method, path } = request;
  if (path === "/v1/chat/completions") {
    requireMethod(method, "POST");
    requireKeyScope(key, "run");
    return chat(caller, request, arrivedMs);
  }
  if (path === "/v1/embeddings") {
    requireMethod(method, "POST");
    requireKeyScope(key, "run");
    return embeddings(caller, request, arrivedMs);
  }
  if (path === "/v1/models" || path.startsWith("/v1/models/")) {
    requireMethod(method, "GET");
    requireKeyScope(key, "read");
    const slug = decoded(path.slice("/v1/models/".length));
    return models(caller, path === "/v1/models" ? null : slug);
  }
  throw notFound(`There is no ${method} ${path}. This surface has /v1/chat/completions, /v1/embeddings and /v1/models`);
}

async function chat(caller: Caller, request: GatewayRequest, arrivedMs: number): Promise<GatewayResponse> {
  const input = withSession(parseChatInput(parseJson(request.body, { maxBytes: MAX_GATEWAY_BODY_BYTES })), request);
  if (input.request.stream === true) {
    const { executionId, task, model, cache, events } = await streamChat(caller, input, arrivedMs);
    const headers = { ...STREAM_HEADERS, ...gymHeaders(executionId, task, model, { cache }) };
    return { status: 200, headers, body: events };
  }
  const { response, record, classification, cached } = await completeChat(caller, input, arrivedMs);
  const gym = cached ? cachedGymFields(record, cached) : gymFields(record, classification);
  return {
    status: 200,
    headers: { ...JSON_HEADERS, ...gymHeaders(record.id, record.taskSlug, gym.model ?? "", record) },
    body: JSON.stringify({ ...response, gym }),
  };
}

/** The header `x-gym-session` names the conversation for clients that cannot add fields; `gym.sessionId` goes before it. */
function withSession(input: ChatInput, { headers }: GatewayRequest): ChatInput {
  const sessionId = headers["x-gym-session"];
  if (input.gym.sessionId !== undefined || typeof sessionId !== "string" || sessionId === "") return input;
  return { ...input, gym: { ...input.gym, ...parseGym({ sessionId }) } };
}

async function embeddings(caller: Caller, request: GatewayRequest, arrivedMs: number): Promise<GatewayResponse> {
  const input = parseEmbeddingInput(parseJson(request.body, { maxBytes: MAX_GATEWAY_BODY_BYTES }));
  const { response, record } = await embedTexts(caller, input, arrivedMs);
  const { id, taskSlug, modelSlug } = record;
  return {
    status: 200,
    headers: { ...JSON_HEADERS, ...gymHeaders(id, taskSlug, modelSlug ?? "", record) },
    body: JSON.stringify({ ...response, gym: gymFields(record) }),
  };
}

async function models(caller: Caller, slug: string | null): Promise<GatewayResponse> {
  const snapshot = await caller.runtime.registry.ensureLoaded(caller.organizationId);
  const body = slug === null ? listGatewayModels(snapshot) : getGatewayModel(snapshot, slug);
  return { status: 200, headers: JSON_HEADERS, body: JSON.stringify(body) };
}

async function authenticate(runtime: Runtime, request: GatewayRequest): Promise<ApiKeyIdentity> {
  const { authorization } = request.headers;
  const token =
    typeof authorization === "string" && /^bearer /i.test(authorization) ? authorization.slice(7).trim() : "";
  if (token === "") throw unauthenticated("Send an API key: `Authorization: Bearer gym_…` (Settings, API keys)");
  const found = runtime.keys.find(token);
  const key = found instanceof Promise ? await found : found;
  if (!key) throw unauthenticated("This API key is unknown, expired or revoked");
  return key;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw notFound("The path is not valid percent-encoding");
  }
}

function requireKeyScope(key: ApiKeyIdentity, scope: "run" | "read"): void {
  if (!key.scopes.has(scope))
    throw forbidden(`This needs the scope \`${scope}\`; the key has: ${[...key.scopes].join(", ") || "none"}`);
}

function requireMethod(method: string, allowed: string): void {
  if (method !== allowed) throw new AppError("invalid_input", `This path takes ${allowed}, not ${method}`);
}

const REQUEST_ID = /^[\w.-]{8,100}$/;

function requestIdOf(request: GatewayRequest): string {
  const given = request.headers["x-request-id"];
  return typeof given === "string" && REQUEST_ID.test(given) ? given : newId();
}

function traceparentOf({ headers: { traceparent } }: GatewayRequest): string | null {
  return typeof traceparent === "string" ? traceparent : null;
}
