import type { ChatCompletion, ChatCompletionChunk, Usage } from "@/lib/providers";
import { toOpenAiUsage } from "./usage";

/** What a text's pieces are made of; anything else makes an answer that is not put together here. */
const KNOWN = new Set(["role", "content", "reasoning_content", "refusal"]);

/** Puts the pieces of a streamed answer together. */
export function collectAnswer() {
  let head: ChatCompletionChunk | null = null;
  let content = "";
  let reasoning = "";
  let finishReason: string | null = null;
  let isPlain = true;

  return {
    add(chunk: ChatCompletionChunk): void {
      head ??= chunk;
      const [choice] = chunk.choices;
      if (!choice) return;
      const { delta } = choice;
      if (chunk.choices.length > 1 || choice.index !== 0 || delta.refusal) isPlain = false;
      if (Object.keys(delta).some((name) => !KNOWN.has(name))) isPlain = false;
      if (typeof delta.content === "string") content += delta.content;
      if (typeof delta.reasoning_content === "string") reasoning += delta.reasoning_content;
      finishReason = choice.finish_reason ?? finishReason;
    },
    /** null when it holds more than one text. */
    whole(usage: Usage): ChatCompletion | null {
      if (!head || !isPlain || finishReason === null) return null;
      const { id, created, model } = head;
      const message = { role: "assistant" as const, content, ...(reasoning && { reasoning_content: reasoning }) };
      return {
        id,
        object: "chat.completion",
        created,
        model,
        choices: [{ index: 0, message, finish_reason: finishReason }],
        usage: toOpenAiUsage(usage),
      };
    },
  };
}
