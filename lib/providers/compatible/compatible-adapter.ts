import type { ConnectionCall, ProviderAdapter, ProviderCall, ProviderEndpoint } from "../contract";
import type { EmbeddingRequest } from "../openai-types";
import { toModelIds } from "../wire/model-ids";
import { readEvents } from "../wire/read-events";
import { asProviderErrors, type Upstream, type UpstreamCall } from "../wire/upstream";
import { toCompatibleBody } from "./compatible-request";
import { toCompleteResult, toEmbedResult } from "./compatible-response";
import { CompatibleEventReader } from "./compatible-stream";
import { DIALECTS, type CompatibleKind, type Dialect } from "./dialects";

/** OpenAI's protocol, as OpenAI and many others speak it. */
export function createCompatibleAdapter(kind: CompatibleKind, upstream: Upstream): ProviderAdapter {
  const dialect: Dialect = DIALECTS[kind];
  const headersOf = headersByEndpoint(dialect);

  const post = <T>({ endpoint, timeouts, signal }: ProviderCall<T>, path: string, body: object): UpstreamCall => ({
    endpoint,
    method: "POST",
    path,
    headers: headersOf(endpoint),
    body: JSON.stringify(body),
    timeouts,
    signal,
  });

  return {
    kind,

    complete: (call) =>
      asProviderErrors(call.endpoint, async () => {
        const body = toCompatibleBody(call.request, call.upstreamId, false, dialect);
        return toCompleteResult(await upstream.json(post(call, "/chat/completions", body)), dialect);
      }),

    stream: (call) =>
      asProviderErrors(call.endpoint, async () => {
        const body = toCompatibleBody(call.request, call.upstreamId, true, dialect);
        const events = await upstream.stream(post(call, "/chat/completions", body));
        return readEvents(events, new CompatibleEventReader(call.endpoint, dialect), call.endpoint);
      }),

    embed: (call) =>
      asProviderErrors(call.endpoint, async () => {
        const body = { ...call.request, model: call.upstreamId };
        return toEmbedResult(await upstream.json(post(call, "/embeddings", body)), countInputs(call.request));
      }),

    testConnection: ({ endpoint, timeouts, signal }: ConnectionCall) =>
      asProviderErrors(endpoint, async () => {
        const startedAt = performance.now();
        const headers = headersOf(endpoint);
        const body = await upstream.json({ endpoint, method: "GET", path: "/models", headers, timeouts, signal });
        return { models: toModelIds(body), latencyMs: performance.now() - startedAt };
      }),
  };
}

/** Built once per endpoint. Some servers need no key. */
function headersByEndpoint(dialect: Dialect): (endpoint: ProviderEndpoint) => string[] {
  const built = new WeakMap<ProviderEndpoint, string[]>();
  return (endpoint) => {
    let headers = built.get(endpoint);
    if (!headers) {
      const authorization = endpoint.apiKey ? ["authorization", `Bearer ${endpoint.apiKey}`] : [];
      headers = [...dialect.headers, ...authorization];
      built.set(endpoint, headers);
    }
    return headers;
  };
}

/** A list of numbers is one text in tokens; a list of anything else is a batch. */
function countInputs({ input }: EmbeddingRequest): number {
  return Array.isArray(input) && typeof input[0] !== "number" ? input.length : 1;
}
