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

/** Text and first picture (a data URL, null without one) of the last user message. Throws `invalid_request` without one. */
export function lastUserMessage({ messages }: Pick<ChatRequest, "messages">): { text: string; image: string | null } {
  const message = messages.findLast(({ role }) => role === "user");
  if (!message) throw new ProviderError("invalid_request", "There is no user message to search for");
  return { text: textOf(message), image: imageOf(message) };
}

function imageOf({ content }: ChatMessage): string | null {
  if (typeof content === "string") return null;
  const part = content?.find(({ type }) => type === "image_url") as { image_url?: { url?: unknown } } | undefined;
  const url = part?.image_url?.url;
  if (url === undefined) return null;
  if (typeof url === "string" && url.startsWith("data:image/")) return url;
  throw new ProviderError("invalid_request", "A picture to search for is sent as a data URL");
}

function textOf({ content }: ChatMessage): string {
  if (typeof content === "string") return content;
  return (content ?? [])
    .map((part) => (part.type === "text" && typeof part.text === "string" ? part.text : ""))
    .join("\n");
}
