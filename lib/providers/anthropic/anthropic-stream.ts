import type { SseEvent } from "@/lib/platform/sse/sse-parser";
import type { ProviderEndpoint, StreamPart } from "../contract";
import type { ChatCompletionChunk } from "../openai-types";
import { mergeUsage } from "../wire/merge-usage";
import { parseEvent, streamedFailure, type EventReader } from "../wire/read-events";
import { isAnswer, toFinishReason } from "./anthropic-response";
import type { AnthropicEvent, AnthropicUsage, ResponseBlock } from "./anthropic-types";
import { readAnthropicUsage } from "./anthropic-usage";

type Delta = ChatCompletionChunk["choices"][number]["delta"];

/** An open tool call: its place among OpenAI's `tool_calls`, and whether any argument text came. */
type OpenCall = { index: number; hasArguments: boolean };

/**
 * Reads Anthropic's events as OpenAI's chunks. The answer is whole at `message_stop`. The arguments of the answer tool
 * are passed as text. `createdAtMs` is the time of the call.
 */
export class AnthropicEventReader implements EventReader {
  isDone = false;
  private head = { id: "", created: 0, model: "" };
  private usage: AnthropicUsage | null = null;
  private stopReason: string | null = null;
  private readonly calls = new Map<number, OpenCall>();
  private readonly answerBlocks = new Set<number>();

  constructor(
    private readonly endpoint: ProviderEndpoint,
    createdAtMs: number,
  ) {
    this.head.created = Math.floor(createdAtMs / 1_000);
  }

  read({ data }: SseEvent): StreamPart[] {
    if (this.isDone || data === "") return [];
    const body = parseEvent(data);
    if (body.type === "error") throw streamedFailure(body, this.endpoint);
    const delta = this.toDelta(body as AnthropicEvent);
    return delta ? [this.chunk(delta, null)] : this.atEnd();
  }

  finish(): StreamPart | null {
    if (!this.isDone && this.stopReason === null) return null;
    return {
      type: "finish",
      finishReason: this.finishReason(),
      usage: readAnthropicUsage(this.usage),
      rawUsage: this.usage,
    };
  }

  private toDelta(event: AnthropicEvent): Delta | null {
    switch (event.type) {
      case "message_start":
        this.head = { ...this.head, id: event.message.id, model: event.message.model };
        this.usage = mergeUsage(this.usage, event.message.usage);
        return { role: "assistant", content: "" };
      case "content_block_start":
        return this.openBlock(event.index, event.content_block);
      case "content_block_delta":
        return this.blockDelta(event.index, event.delta);
      case "content_block_stop":
        return this.closeBlock(event.index);
      case "message_delta":
        this.stopReason = event.delta.stop_reason ?? this.stopReason;
        this.usage = mergeUsage(this.usage, event.usage);
        return null;
      case "message_stop":
        this.isDone = true;
        return null;
      default:
        return null;
    }
  }

  private openBlock(index: number, block: ResponseBlock): Delta | null {
    if (isAnswer(block)) {
      this.answerBlocks.add(index);
      return null;
    }
    if (block.type === "text") return block.text === "" ? null : { content: block.text };
    if (block.type !== "tool_use") return null;
    const call = { index: this.calls.size, hasArguments: false };
    this.calls.set(index, call);
    return {
      tool_calls: [
        { index: call.index, id: block.id, type: "function", function: { name: block.name, arguments: "" } },
      ],
    };
  }

  private blockDelta(
    index: number,
    delta: Extract<AnthropicEvent, { type: "content_block_delta" }>["delta"],
  ): Delta | null {
    switch (delta.type) {
      case "text_delta":
        return { content: delta.text };
      case "thinking_delta":
        return { reasoning_content: delta.thinking };
      case "input_json_delta":
        if (delta.partial_json === "") return null;
        if (this.answerBlocks.has(index)) return { content: delta.partial_json };
        return this.argumentsDelta(index, delta.partial_json);
      default:
        return null;
    }
  }

  /** A call without arguments streams none, but clients parse what they collected as JSON. */
  private closeBlock(index: number): Delta | null {
    return this.calls.get(index)?.hasArguments === false ? this.argumentsDelta(index, "{}") : null;
  }

  private argumentsDelta(index: number, text: string): Delta | null {
    const call = this.calls.get(index);
    if (!call) return null;
    call.hasArguments = true;
    return { tool_calls: [{ index: call.index, function: { arguments: text } }] };
  }

  /** OpenAI gives the reason in a chunk of its own, before the end. */
  private atEnd(): StreamPart[] {
    return this.isDone ? [this.chunk({}, this.finishReason())] : [];
  }

  private finishReason(): string {
    return toFinishReason(this.stopReason, this.calls.size > 0);
  }

  private chunk(delta: Delta, finishReason: string | null): StreamPart {
    const { id, created, model } = this.head;
    return {
      type: "chunk",
      chunk: {
        id,
        object: "chat.completion.chunk",
        created,
        model,
        choices: [{ index: 0, delta, finish_reason: finishReason }],
      },
    };
  }
}
