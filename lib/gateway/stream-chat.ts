import type { CacheOutcome } from "@/lib/executions/schemas";
import {
  estimateUsage,
  isProviderError,
  ProviderError,
  type ChatCompletionChunk,
  type StreamPart,
} from "@/lib/providers";
import { askShadow } from "./ask-shadow";
import { asksSeveral } from "./answer-of";
import { takeTurn, type Turn } from "./cache-at-work";
import { asProviderError, callModels, endPermit, type Answered } from "./call-models";
import type { Caller } from "./caller";
import { prepareChat, providerCall, settleFailure, type ChatCall } from "./chat-call";
import type { ChatInput } from "./chat-input";
import { collectAnswer } from "./collect-answer";
import { keepAnswer, letGo, settleHit } from "./conclude-cache";
import { cachedGymFields, gymFields } from "./gym-fields";
import { openAiErrorBody } from "./openai-error";
import type { Outcome } from "./recording";
import { streamWhole } from "./stream-whole";
import { promptText, toOpenAiUsage } from "./usage";
import { wholeAsEvents } from "./whole-as-events";

export type StreamedChat = {
  executionId: string;
  task: string;
  model: string;
  /** What the task's cache gave; null when it was not asked. */
  cache: CacheOutcome | null;
  /** Server-sent events in OpenAI's form. Leaving the iteration early ends the upstream call. */
  events: AsyncIterable<string>;
};

/** A stream whose first token has arrived: from here on no other model can take over. */
type Opened = { head: StreamPart[]; rest: AsyncIterator<StreamPart>; firstTokenMs: number };

/**
 * A streamed answer. Resolves with the first token, so that a failure before it is retried and falls back unseen.
 * After it a failure ends the stream with an error event, and the execution is `partial`.
 */
export async function streamChat(caller: Caller, input: ChatInput, arrivedMs: number): Promise<StreamedChat> {
  const call = await prepareChat(caller, input, arrivedMs);
  const wantsUsage = input.request.stream_options?.include_usage === true;
  const task = call.plan.state.task.slug;
  const { cache } = call;
  const facts = { executionId: call.recording.id, task, cache: cache && ("miss" as const) };
  let turn: Turn | null = null;
  try {
    turn = cache && (await takeTurn(caller, cache));
    if (turn?.hit) {
      const { record, response } = settleHit(caller, call.recording, turn.hit, true);
      const { model } = turn.hit.answer;
      const usage = wantsUsage ? (response.usage ?? null) : null;
      const events = wholeAsEvents(response, cachedGymFields(record, turn.hit), usage);
      return { ...facts, cache: record.cache, model, events };
    }
    const own = turn;
    if (asksSeveral(call)) {
      const whole = await streamWhole(caller, call, wantsUsage, (record, response) => {
        if (cache && own) keepAnswer(caller, cache, own, { record, response });
      });
      return { ...facts, ...whole };
    }
    const { target, result, permit } = await callModels(caller, call.plan, call.recording.log, async (candidate) =>
      openStream(await candidate.adapter.stream(providerCall(caller, candidate, call.request))),
    );
    return {
      ...facts,
      model: target.model.slug,
      events: answerEvents(caller, call, { target, result, permit }, { wantsUsage, turn }),
    };
  } catch (error) {
    letGo(caller, turn);
    settleFailure(caller, call.recording, error);
    throw error;
  }
}

/** Reads up to the first part that carries content. An answer without any is whole as well. */
async function openStream(parts: AsyncIterable<StreamPart>): Promise<Opened> {
  const rest = parts[Symbol.asyncIterator]();
  const head: StreamPart[] = [];
  for (;;) {
    const { value, done } = await rest.next();
    if (done) throw new ProviderError("interrupted", "The provider ended the stream without finishing it");
    head.push(value);
    if (value.type === "finish" || hasContent(value.chunk)) return { head, rest, firstTokenMs: performance.now() };
  }
}

const hasContent = (chunk: ChatCompletionChunk): boolean =>
  chunk.choices.some(({ delta }) => Boolean(delta.content) || delta.tool_calls !== undefined || Boolean(delta.refusal));

async function* answerEvents(
  caller: Caller,
  call: ChatCall,
  { target, result: opened, permit }: Answered<Opened>,
  { wantsUsage, turn }: { wantsUsage: boolean; turn: Turn | null },
): AsyncGenerator<string> {
  const { recording, request, cache } = call;
  const collected = turn && collectAnswer();
  const timeToFirstTokenMs = opened.firstTokenMs - recording.arrivedMs;
  let outputText = "";
  /** The chunk with the finish reason waits for the end of the stream, so that it can tell the cost. */
  let closing: ChatCompletionChunk | null = null;

  const settle = (ending: Pick<Outcome, "status" | "usage"> & Partial<Outcome>) => {
    recording.log.upstreamMs += performance.now() - opened.firstTokenMs;
    return recording.settle({ target, outputText, timeToFirstTokenMs, ...ending });
  };
  const countedUsage = () => estimateUsage(promptText(request.messages), outputText);

  try {
    for await (const part of partsOf(opened)) {
      if (part.type === "finish") {
        permit.succeeded();
        const { rawUsage, cpuMs, classification, replayed, retrieval } = part;
        const usage = part.usage ?? (await countedUsage());
        const record = settle({ status: "success", usage, rawUsage, cpuMs, classification, replayed, retrieval });
        askShadow(caller, { plan: call.plan, target, request, record, answer: outputText });
        if (cache && turn) keepAnswer(caller, cache, turn, { record, response: collected?.whole(usage) ?? null });
        if (closing) yield event({ ...closing, gym: gymFields(record, classification) });
        if (wantsUsage) yield event({ ...closing, choices: [], usage: toOpenAiUsage(usage) });
        yield "data: [DONE]\n\n";
        return;
      }
      outputText += contentOf(part.chunk);
      collected?.add(part.chunk);
      const isClosing = part.chunk.choices.some((choice) => choice.finish_reason !== null);
      if (!isClosing) yield event(part.chunk);
      else {
        if (closing) yield event(closing);
        closing = part.chunk;
      }
    }
  } catch (error) {
    letGo(caller, turn);
    if (!isCancellation(caller, error)) {
      endPermit(permit, caller, asProviderError(error));
      settle({ status: "partial", usage: await countedUsage(), error });
      yield `data: ${openAiErrorBody(error, caller.requestId).text}\n\n`;
    }
  } finally {
    // Only when the caller went away is the execution still open here.
    if (!recording.isSettled()) {
      letGo(caller, turn);
      permit.abandoned();
      settle({ status: "cancelled", usage: await countedUsage() });
    }
  }
}

const isCancellation = (caller: Caller, error: unknown): boolean =>
  caller.signal.aborted || (isProviderError(error) && error.kind === "cancelled");

async function* partsOf({ head, rest }: Opened): AsyncGenerator<StreamPart> {
  try {
    yield* head;
    for (;;) {
      const { value, done } = await rest.next();
      if (done) return;
      yield value;
    }
  } finally {
    await rest.return?.();
  }
}

const event = (chunk: object): string => `data: ${JSON.stringify(chunk)}\n\n`;

function contentOf(chunk: ChatCompletionChunk): string {
  const delta = chunk.choices[0]?.delta;
  return delta?.content ?? delta?.tool_calls?.map((call) => call.function?.arguments ?? "").join("") ?? "";
}
