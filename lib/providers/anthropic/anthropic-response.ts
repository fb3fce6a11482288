import type { CompleteResult } from "../contract";
import type { ChatCompletion, ToolCall } from "../openai-types";
import { ProviderError } from "../provider-error";
import { ANSWER_TOOL } from "./anthropic-request";
import type { AnthropicResponse, ResponseBlock } from "./anthropic-types";
import { readAnthropicUsage, toOpenAiUsage } from "./anthropic-usage";

/** Anthropic's message as OpenAI's completion. `createdAtMs` because Anthropic does not tell it. */
export function fromAnthropicResponse(body: unknown, createdAtMs: number): CompleteResult {
  const message = body as AnthropicResponse;
  if (!Array.isArray(message?.content)) {
    throw new ProviderError("malformed", "The provider's answer cannot be used: it has no content");
  }
  const usage = readAnthropicUsage(message.usage);
  const toolCalls = message.content.flatMap(toToolCall);
  const thinking = thinkingOf(message.content);
  const response: ChatCompletion = {
    id: message.id,
    object: "chat.completion",
    created: Math.floor(createdAtMs / 1_000),
    model: message.model,
    choices: [
      {
        index: 0,
        message: {
          role: "assistant",
          content: contentOf(message.content),
          ...(thinking === "" ? {} : { reasoning_content: thinking }),
          ...(toolCalls.length > 0 ? { tool_calls: toolCalls } : {}),
        },
        logprobs: null,
        finish_reason: toFinishReason(message.stop_reason, toolCalls.length > 0),
      },
    ],
    ...(usage ? { usage: toOpenAiUsage(usage) } : {}),
  };
  return { response, usage, rawUsage: message.usage ?? null };
}

/**
 * `hasToolCalls` = the caller's own tools were called. When only the answer tool was, Anthropic says `tool_use`
 * and the caller, who knows of no tool, gets `stop`.
 */
export function toFinishReason(stopReason: string | null, hasToolCalls: boolean): string {
  switch (stopReason) {
    case "max_tokens":
    case "model_context_window_exceeded":
      return "length";
    case "tool_use":
      return hasToolCalls ? "tool_calls" : "stop";
    case "refusal":
      return "content_filter";
    default:
      return "stop";
  }
}

/** null when nothing was said. Where the answer tool was called, its arguments alone are the answer. */
function contentOf(blocks: ResponseBlock[]): string | null {
  const answer = blocks.find(isAnswer);
  if (answer) return JSON.stringify(answer.input);
  const texts = blocks.flatMap((block) => (block.type === "text" ? [block.text] : []));
  return texts.length > 0 ? texts.join("") : null;
}

const thinkingOf = (blocks: ResponseBlock[]) =>
  blocks.flatMap((block) => (block.type === "thinking" ? [block.thinking] : [])).join("");

type AnswerBlock = Extract<ResponseBlock, { type: "tool_use" }> & { name: typeof ANSWER_TOOL };

export const isAnswer = (block: ResponseBlock): block is AnswerBlock =>
  block.type === "tool_use" && block.name === ANSWER_TOOL;

function toToolCall(block: ResponseBlock): ToolCall[] {
  if (block.type !== "tool_use" || isAnswer(block)) return [];
  return [
    { id: block.id, type: "function", function: { name: block.name, arguments: JSON.stringify(block.input ?? {}) } },
  ];
}
