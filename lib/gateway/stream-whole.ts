import { Readable } from "node:stream";
import type { ChatCompletionChunk, ChatRequest } from "@/lib/providers";
import { answerOf } from "./answer-of";
import type { Caller } from "./caller";
import type { ChatCall } from "./chat-call";
import { gymFields } from "./gym-fields";
import { answerText, toOpenAiUsage } from "./usage";

export type WholeStream = { model: string; events: AsyncIterable<string> };

/**
 * The answer of a cascade or a council as a stream. Whether a further model is asked depends on whole answers, so the
 * first piece comes when the last call has ended.
 */
export async function streamWhole(caller: Caller, call: ChatCall, wantsUsage: boolean): Promise<WholeStream> {
  const { recording } = call;
  const { target, result, usage } = await answerOf(caller, { ...call, request: withoutStream(call.request) });
  const { response, rawUsage, classification, cpuMs, replayed } = result;
  const outputText = answerText(response);
  const timeToFirstTokenMs = performance.now() - recording.arrivedMs;
  const record = recording.settle({
    status: "success",
    target,
    usage,
    rawUsage,
    outputText,
    classification,
    cpuMs,
    replayed,
    timeToFirstTokenMs,
  });
  const [choice] = response.choices;
  const head = {
    id: response.id,
    object: "chat.completion.chunk" as const,
    created: response.created,
    model: response.model,
  };
  const piece = (delta: object, finish_reason: string | null) =>
    ({ ...head, choices: [{ index: 0, delta, finish_reason }] }) as ChatCompletionChunk;
  const chunks: object[] = [
    piece(deltaOf(choice?.message), null),
    { ...piece({}, choice?.finish_reason ?? "stop"), gym: gymFields(record, classification) },
  ];
  if (wantsUsage) chunks.push({ ...head, choices: [], usage: toOpenAiUsage(usage) });
  return { model: target.model.slug, events: eventsOf(chunks) };
}

function withoutStream(request: ChatRequest): ChatRequest {
  const whole = { ...request };
  delete whole.stream;
  delete whole.stream_options;
  return whole;
}

/** A stream numbers its tool calls. */
function deltaOf(message: { content?: unknown; tool_calls?: object[] } | undefined): object {
  return {
    role: "assistant",
    ...(message?.content !== undefined && { content: message.content }),
    ...(message?.tool_calls && { tool_calls: message.tool_calls.map((call, index) => ({ ...call, index })) }),
  };
}

const eventsOf = (chunks: readonly object[]): AsyncIterable<string> =>
  Readable.from([...chunks.map((chunk) => `data: ${JSON.stringify(chunk)}\n\n`), "data: [DONE]\n\n"]);
