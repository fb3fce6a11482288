import type { Database } from "@/lib/platform/db";
import { newId } from "@/lib/platform/ids";
import type { CompleteResult, ProviderAdapter, ProviderCall, StreamPart } from "../contract";
import { estimatedUsage } from "../estimate-usage";
import { approximateTokens } from "../local/approximate-tokens";
import { lastUserText } from "../local/message-text";
import type { ChatRequest } from "../openai-types";
import { ProviderError } from "../provider-error";
import { findResult } from "./replay-store";
import type { ReplayedResult } from "../replay-schemas";
import { ReplayModels } from "./to-replayed-prompt";

/**
 * Serves recorded answers with what they cost, by the exact last user message. A prompt that was not recorded is the
 * caller's mistake, so no other model is asked. An answer of which only score and cost were recorded is empty.
 */
export function createReplayAdapter(parts: { db: Database; now: () => Date }): ProviderAdapter {
  const created = () => Math.floor(parts.now().getTime() / 1_000);
  return {
    kind: "replay",
    complete: async (call) => answerOf(call, await find(parts.db, call), created()),
    stream: async (call) => streamed(answerOf(call, await find(parts.db, call), created())),
    embed: () => Promise.reject(new ProviderError("not_found", "Replayed models give no embeddings")),
    testConnection: () => Promise.resolve({ models: [], latencyMs: 0 }),
  };
}

async function find(db: Database, call: ProviderCall<ChatRequest>): Promise<ReplayedResult> {
  const { endpoint, organizationId, upstreamId, request } = call;
  const result = await findResult(db, {
    organizationId,
    providerSlug: endpoint.slug,
    modelSlug: new ReplayModels(endpoint.slug).slugOf(upstreamId),
    prompt: lastUserText(request),
  });
  if (result) return result;
  throw new ProviderError(
    "invalid_request",
    `No answer of \`${upstreamId}\` to this prompt was recorded: \`${endpoint.slug}\` answers only the prompts of its imported files, letter by letter`,
  );
}

function answerOf(
  { request, upstreamId }: ProviderCall<ChatRequest>,
  { answer, score, costUsd }: ReplayedResult,
  created: number,
): CompleteResult {
  const content = answer ?? "";
  const usage = estimatedUsage(approximateTokens(lastUserText(request)), approximateTokens(content));
  return {
    response: {
      id: `chatcmpl-${newId()}`,
      object: "chat.completion",
      created,
      model: upstreamId,
      choices: [{ index: 0, message: { role: "assistant", content }, finish_reason: "stop" }],
      usage: {
        prompt_tokens: usage.inputTokens,
        completion_tokens: usage.outputTokens,
        total_tokens: usage.inputTokens + usage.outputTokens,
      },
    },
    usage,
    rawUsage: null,
    replayed: { costUsd, quality: score === null ? null : score * 100 },
  };
}

/** Recordings keep no pauses, so the stream is one piece of text and the end. */
async function* streamed({ response, usage, rawUsage, replayed }: CompleteResult): AsyncGenerator<StreamPart> {
  const { id, created, model } = response;
  const head = { id, object: "chat.completion.chunk" as const, created, model };
  const content = response.choices[0]?.message.content ?? "";
  yield {
    type: "chunk",
    chunk: { ...head, choices: [{ index: 0, delta: { role: "assistant", content }, finish_reason: null }] },
  };
  yield { type: "chunk", chunk: { ...head, choices: [{ index: 0, delta: {}, finish_reason: "stop" }] } };
  yield { type: "finish", finishReason: "stop", usage, rawUsage, ...(replayed && { replayed }) };
}
