import type { ChatMessage, ContentPart } from "../openai-types";
import { ProviderError } from "../provider-error";
import type { AnthropicMessage, RequestBlock, TextBlock } from "./anthropic-types";

/**
 * OpenAI's messages as Anthropic's. System and developer messages move to the front, wherever they stood. Tool results
 * are parts of a user message, and neighbours of the same role are joined, because all results of parallel calls must
 * come in one message. Empty texts are left out, which Anthropic refuses. Throws `invalid_request`.
 */
export function toAnthropicMessages(messages: readonly ChatMessage[]): {
  system: TextBlock[];
  messages: AnthropicMessage[];
} {
  const system: TextBlock[] = [];
  const joined: AnthropicMessage[] = [];
  for (const message of messages) {
    if (message.role === "system" || message.role === "developer") {
      system.push(...toBlocks(message.content).filter(isText));
      continue;
    }
    const role = message.role === "assistant" ? "assistant" : "user";
    const blocks =
      message.role === "tool" ? [toToolResult(message)] : [...toBlocks(message.content), ...toToolUses(message)];
    const last = joined.at(-1);
    if (last?.role === role) last.content.push(...blocks);
    else if (blocks.length > 0) joined.push({ role, content: blocks });
  }
  for (const { content } of joined) content.sort(resultsFirst);
  trimEnd(joined.at(-1));
  return { system, messages: joined };
}

const isText = (block: RequestBlock): block is TextBlock => block.type === "text";

/** Anthropic wants results before other content of their message. The sort is stable. */
function resultsFirst(a: RequestBlock, b: RequestBlock): number {
  return Number(b.type === "tool_result") - Number(a.type === "tool_result");
}

function toBlocks(content: ChatMessage["content"]): RequestBlock[] {
  if (typeof content === "string") return content === "" ? [] : [{ type: "text", text: content }];
  return (content ?? []).flatMap(toBlock);
}

function toBlock(part: ContentPart): RequestBlock[] {
  const cache = "cache_control" in part ? { cache_control: part.cache_control } : {};
  if (part.type === "text" && "text" in part) {
    return part.text === "" ? [] : [{ type: "text", text: String(part.text), ...cache }];
  }
  if (part.type === "image_url" && "image_url" in part) {
    const { url } = part.image_url as { url: string };
    return [{ type: "image", source: toSource(url, "image_url.url"), ...cache }];
  }
  if (part.type === "file" && "file" in part) {
    const { file_data } = part.file as { file_data?: string };
    return [{ type: "document", source: toSource(file_data ?? "", "file.file_data"), ...cache }];
  }
  throw invalid(`Anthropic models do not take content of type "${part.type}"`);
}

function toSource(
  url: string,
  field: string,
): { type: "base64"; media_type: string; data: string } | { type: "url"; url: string } {
  if (/^https?:\/\//i.test(url)) return { type: "url", url };
  const [, mediaType, data] = /^data:([^;,]+);base64,([\s\S]+)$/.exec(url) ?? [];
  if (!mediaType || !data) throw invalid(`\`${field}\` must be an http(s) URL or a base64 data URL`);
  return { type: "base64", media_type: mediaType, data };
}

function toToolUses({ tool_calls }: ChatMessage): RequestBlock[] {
  return (tool_calls ?? []).map((call) => ({
    type: "tool_use",
    id: call.id,
    name: call.function.name,
    input: parseArguments(call.function.arguments),
  }));
}

function parseArguments(text: string): unknown {
  if (text.trim() === "") return {};
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new ProviderError("invalid_request", "`tool_calls.function.arguments` must be valid JSON", { cause: error });
  }
}

function toToolResult(message: ChatMessage): RequestBlock {
  if (!message.tool_call_id) throw invalid("A message of role `tool` needs a `tool_call_id`");
  return { type: "tool_result", tool_use_id: message.tool_call_id, content: toBlocks(message.content) };
}

/** An answer to be continued must not end in white space. */
function trimEnd(message: AnthropicMessage | undefined): void {
  const last = message?.content.at(-1);
  if (message?.role !== "assistant" || last?.type !== "text") return;
  last.text = last.text.trimEnd();
  if (last.text === "") message.content.pop();
}

const invalid = (message: string) => new ProviderError("invalid_request", message);
