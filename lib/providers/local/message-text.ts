import type { ChatMessage, ChatRequest } from "../openai-types";
import { ProviderError } from "../provider-error";

/**
 * What a local classifier reads of a conversation: the text of its last user message. Throws `invalid_request` when
 * there is none.
 */
export function lastUserText({ messages }: Pick<ChatRequest, "messages">): string {
  const message = messages.findLast(({ role }) => role === "user");
  if (!message)
    throw new ProviderError("invalid_request", "A local classifier reads the last user message, and there is none");
  const text = textOf(message);
  if (text.trim() === "") throw new ProviderError("invalid_request", "The last user message holds no text to classify");
  return text;
}

function textOf({ content }: ChatMessage): string {
  if (typeof content === "string") return content;
  return (content ?? [])
    .map((part) => (part.type === "text" && typeof part.text === "string" ? part.text : ""))
    .join("\n");
}
