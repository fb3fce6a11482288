import type { ChatRequest } from "../openai-types";
import { ProviderError } from "../provider-error";
import { toAnthropicMessages } from "./anthropic-messages";
import type { AnthropicRequest, AnthropicTool, AnthropicToolChoice } from "./anthropic-types";

/** Anthropic requires a limit and OpenAI's clients seldom send one. Every Claude model can answer this much. */
export const DEFAULT_MAX_TOKENS = 4_096;

/** The tool whose arguments are the answer when the caller asks for JSON of a schema. */
export const ANSWER_TOOL = "answer_as_json";

const JSON_INSTRUCTION = "Answer with one valid JSON object and nothing else.";

/**
 * OpenAI's request as Anthropic's. Differences that the caller should know are in this folder's README.
 * Throws `invalid_request` for what Anthropic has no word for and that would change the answer.
 */
export function toAnthropicRequest(request: ChatRequest, upstreamId: string, isStreamed: boolean): AnthropicRequest {
  if ((request.n ?? 1) !== 1)
    throw new ProviderError("invalid_request", "Anthropic models give one answer: `n` must be 1");

  const { system, messages } = toAnthropicMessages(request.messages);
  if (request.response_format?.type === "json_object") system.push({ type: "text", text: JSON_INSTRUCTION });
  const stop = typeof request.stop === "string" ? [request.stop] : (request.stop ?? []);
  return {
    model: upstreamId,
    max_tokens: request.max_completion_tokens ?? request.max_tokens ?? DEFAULT_MAX_TOKENS,
    messages,
    ...(system.length > 0 ? { system } : {}),
    ...(isStreamed ? { stream: true } : {}),
    ...sampling(request),
    ...(stop.length > 0 ? { stop_sequences: stop } : {}),
    ...tools(request),
    ...(request.user ? { metadata: { user_id: request.user } } : {}),
    // Anthropic's own fields, for callers that know what they talk to.
    ...(request.thinking ? { thinking: request.thinking } : {}),
    ...(typeof request.top_k === "number" ? { top_k: request.top_k } : {}),
  };
}

/** OpenAI's temperature reaches 2, Anthropic's 1. Newer Claude models refuse both numbers at once. */
function sampling({ temperature, top_p }: ChatRequest): Pick<AnthropicRequest, "temperature" | "top_p"> {
  if (typeof temperature === "number") return { temperature: Math.min(temperature, 1) };
  return typeof top_p === "number" ? { top_p } : {};
}

function tools(request: ChatRequest): Pick<AnthropicRequest, "tools" | "tool_choice"> {
  const own: AnthropicTool[] = (request.tools ?? []).map(({ function: tool }) => ({
    name: tool.name,
    ...(tool.description ? { description: tool.description } : {}),
    input_schema: tool.parameters ?? { type: "object", properties: {} },
  }));
  const answer = answerTool(request);
  const all = answer ? [...own, answer] : own;
  if (all.length === 0) return {};
  const choice = answer ? answerChoice(own) : toolChoice(request);
  return { tools: all, ...(choice ? { tool_choice: choice } : {}) };
}

function answerTool({ response_format }: ChatRequest): AnthropicTool | null {
  if (response_format?.type !== "json_schema") return null;
  const { schema, name } = response_format.json_schema;
  if (schema && schema.type !== "object") {
    throw new ProviderError("invalid_request", "`response_format.json_schema.schema` must be of type object");
  }
  return {
    name: ANSWER_TOOL,
    description: `Gives the final answer (${name}). Call it exactly once, with the complete answer.`,
    input_schema: schema ?? { type: "object" },
  };
}

/** With tools of the caller the model may use one of them first; without, it has to answer. */
function answerChoice(own: AnthropicTool[]): AnthropicToolChoice {
  return own.length > 0
    ? { type: "any", disable_parallel_tool_use: true }
    : { type: "tool", name: ANSWER_TOOL, disable_parallel_tool_use: true };
}

function toolChoice({ tool_choice, parallel_tool_calls }: ChatRequest): AnthropicToolChoice | null {
  const serial = parallel_tool_calls === false ? { disable_parallel_tool_use: true } : {};
  if (tool_choice === "none") return { type: "none" };
  if (tool_choice === "required") return { type: "any", ...serial };
  if (typeof tool_choice === "object") return { type: "tool", name: tool_choice.function.name, ...serial };
  return parallel_tool_calls === false ? { type: "auto", ...serial } : null;
}
