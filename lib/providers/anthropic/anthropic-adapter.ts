import type { ProviderAdapter, ProviderCall, ProviderEndpoint } from "../contract";
import type { ChatRequest } from "../openai-types";
import { ProviderError } from "../provider-error";
import { toModelIds } from "../wire/model-ids";
import { readEvents } from "../wire/read-events";
import { asProviderErrors, type Upstream, type UpstreamCall } from "../wire/upstream";
import { toAnthropicRequest } from "./anthropic-request";
import { fromAnthropicResponse } from "./anthropic-response";
import { AnthropicEventReader } from "./anthropic-stream";

const API_VERSION = "2023-06-01";

/** Anthropic's /v1/messages behind OpenAI's format. */
export function createAnthropicAdapter(upstream: Upstream, nowMs: () => number): ProviderAdapter {
  const post = ({ endpoint, upstreamId, request, timeouts, signal }: ProviderCall<ChatRequest>, isStreamed: boolean) =>
    ({
      endpoint,
      method: "POST",
      path: "/messages",
      headers: headersOf(endpoint),
      body: JSON.stringify(toAnthropicRequest(request, upstreamId, isStreamed)),
      timeouts,
      signal,
    }) satisfies UpstreamCall;

  return {
    kind: "anthropic",

    complete: (call) =>
      asProviderErrors(call.endpoint, async () =>
        fromAnthropicResponse(await upstream.json(post(call, false)), nowMs()),
      ),

    stream: (call) =>
      asProviderErrors(call.endpoint, async () => {
        const reader = new AnthropicEventReader(call.endpoint, nowMs());
        return readEvents(await upstream.stream(post(call, true)), reader, call.endpoint);
      }),

    embed: () => Promise.reject(new ProviderError("not_found", "Anthropic offers no embedding models")),

    testConnection: ({ endpoint, timeouts, signal }) =>
      asProviderErrors(endpoint, async () => {
        const startedAt = performance.now();
        const path = "/models?limit=1000";
        const body = await upstream.json({
          endpoint,
          method: "GET",
          path,
          headers: headersOf(endpoint),
          timeouts,
          signal,
        });
        return { models: toModelIds(body), latencyMs: performance.now() - startedAt };
      }),
  };
}

function headersOf({ apiKey }: ProviderEndpoint): string[] {
  return ["anthropic-version", API_VERSION, ...(apiKey ? ["x-api-key", apiKey] : [])];
}
