import type { SseEvent } from "@/lib/platform/sse/sse-parser";
import type { ProviderEndpoint, StreamPart } from "../contract";
import type { ChatCompletionChunk } from "../openai-types";
import { ProviderError } from "../provider-error";
import { isErrorBody } from "../wire/error-body";
import { mergeUsage } from "../wire/merge-usage";
import { parseEvent, streamedFailure, type EventReader } from "../wire/read-events";
import { readCompatibleUsage, withServiceTier } from "./compatible-usage";
import type { Dialect } from "./dialects";

type RawChunk = ChatCompletionChunk & { x_groq?: { usage?: object | null } };

/**
 * Reads OpenAI's stream. It is whole when `[DONE]` came, or when a finish reason came and the connection was closed
 * in order, because some servers forget `[DONE]`. Usage is taken out of the chunks; only the finish part has it.
 */
export class CompatibleEventReader implements EventReader {
  isDone = false;
  private finishReason: string | null = null;
  private rawUsage: object | null = null;
  private serviceTier: unknown = null;

  constructor(
    private readonly endpoint: ProviderEndpoint,
    private readonly dialect: Dialect,
  ) {}

  read({ data }: SseEvent): StreamPart[] {
    if (this.isDone || data === "") return [];
    if (data === "[DONE]") {
      this.isDone = true;
      return [];
    }
    const body = parseEvent(data);
    if (isErrorBody(body)) throw streamedFailure(body, this.endpoint);

    const chunk = body as RawChunk;
    if (!Array.isArray(chunk.choices))
      throw new ProviderError("malformed", "The provider sent a chunk without choices");
    this.rawUsage = mergeUsage(this.rawUsage, chunk.usage ?? chunk.x_groq?.usage);
    this.serviceTier = chunk.service_tier ?? this.serviceTier;
    if ("usage" in chunk) delete chunk.usage;
    for (const choice of chunk.choices) this.finishReason = choice.finish_reason ?? this.finishReason;
    return chunk.choices.length === 0 ? [] : [{ type: "chunk", chunk }];
  }

  finish(): StreamPart | null {
    if (!this.isDone && this.finishReason === null) return null;
    return {
      type: "finish",
      finishReason: this.finishReason,
      usage: withServiceTier(readCompatibleUsage(this.rawUsage), this.serviceTier, this.dialect),
      rawUsage: this.rawUsage,
    };
  }
}
