import type { Answer, Prompt } from "./answer";
import { frame, type ErrorName, type Protocol } from "./protocol";
import type { JsonSchema } from "./json-from-schema";

/** 2024-01-01, so that equal requests have equal answers. */
const CREATED = 1_704_067_200;

type Message = { role: string; content?: string | { text?: string }[] | null };
type ChatBody = {
  model: string;
  messages?: Message[];
  tools?: { function: { name: string; parameters?: JsonSchema } }[];
  tool_choice?: string | { function: { name: string } };
  response_format?: { type: string; json_schema?: { schema?: JsonSchema } };
  max_tokens?: number;
  max_completion_tokens?: number;
  stream_options?: { include_usage?: boolean };
};

const ERRORS: Record<ErrorName, { status: number; type: string; code: string | null }> = {
  "rate-limit": { status: 429, type: "requests", code: "rate_limit_exceeded" },
  quota: { status: 429, type: "insufficient_quota", code: "insufficient_quota" },
  error: { status: 500, type: "server_error", code: null },
  overloaded: { status: 503, type: "service_unavailable", code: null },
  auth: { status: 401, type: "invalid_request_error", code: "invalid_api_key" },
  "not-found": { status: 404, type: "invalid_request_error", code: "model_not_found" },
  context: { status: 400, type: "invalid_request_error", code: "context_length_exceeded" },
  filter: { status: 400, type: "invalid_request_error", code: "content_filter" },
  invalid: { status: 400, type: "invalid_request_error", code: null },
};

/** OpenAI's /v1/chat/completions. */
export const openaiProtocol: Protocol = {
  readPrompt: (raw) => {
    const body = raw as ChatBody;
    const messages = body.messages ?? [];
    const format = body.response_format;
    const choice = body.tool_choice ?? "auto";
    return {
      model: body.model,
      text: messages.map(textOf).join("\n"),
      lastText: textOf(messages.at(-1)),
      isToolResult: messages.at(-1)?.role === "tool",
      turns: messages.map((message) => ({ role: message.role, text: textOf(message) })),
      tools: (body.tools ?? []).map(({ function: tool }) => ({ name: tool.name, parameters: tool.parameters ?? {} })),
      toolChoice: typeof choice === "object" ? { name: choice.function.name } : (choice as Prompt["toolChoice"]),
      schema:
        format?.type === "json_schema"
          ? (format.json_schema?.schema ?? {})
          : format?.type === "json_object"
            ? ANY_OBJECT
            : null,
      maxTokens: body.max_completion_tokens ?? body.max_tokens ?? null,
    };
  },

  whole: (answer, model) =>
    JSON.stringify({
      id: `chatcmpl-${answer.id}`,
      object: "chat.completion",
      created: CREATED,
      model,
      choices: [
        {
          index: 0,
          message: {
            role: "assistant",
            content: answer.toolUses.length > 0 ? null : answer.pieces.join(""),
            refusal: null,
            ...(answer.toolUses.length > 0 ? { tool_calls: toolCalls(answer) } : {}),
          },
          logprobs: null,
          finish_reason: finishReason(answer),
        },
      ],
      usage: usage(answer),
      system_fingerprint: "simulated",
    }),

  frames: (answer, model, body) => {
    const wantsUsage = (body as ChatBody).stream_options?.include_usage === true;
    const chunk = (choices: unknown[], rest: object = wantsUsage ? { usage: null } : {}) =>
      frame({
        id: `chatcmpl-${answer.id}`,
        object: "chat.completion.chunk",
        created: CREATED,
        model,
        choices,
        ...rest,
      });
    const delta = (value: object, finish: string | null = null) =>
      chunk([{ index: 0, delta: value, finish_reason: finish }]);
    return {
      opening: delta({ role: "assistant", content: answer.toolUses.length > 0 ? null : "" }),
      tokens: [
        ...answer.pieces.map((content) => delta({ content })),
        ...toolDeltas(answer).map((call) => delta({ tool_calls: [call] })),
      ],
      closing:
        delta({}, finishReason(answer)) + (wantsUsage ? chunk([], { usage: usage(answer) }) : "") + frame("[DONE]"),
    };
  },

  error: (name, message) => {
    const { status, type, code } = ERRORS[name];
    return { status, body: JSON.stringify({ error: { message, type, param: null, code } }) };
  },

  errorFrame: (message) => frame({ error: { message, type: "server_error", param: null, code: null } }),
};

const ANY_OBJECT: JsonSchema = {
  type: "object",
  properties: { simulated: { const: true }, answer: { type: "string" } },
};

function textOf(message: Message | undefined): string {
  const content = message?.content ?? "";
  return typeof content === "string" ? content : content.map(({ text }) => text ?? "").join("");
}

function toolCalls({ toolUses }: Answer) {
  return toolUses.map(({ id, name, arguments: input }) => ({
    id,
    type: "function",
    function: { name, arguments: JSON.stringify(input) },
  }));
}

/** The name first, then the arguments in pieces, as OpenAI streams them. */
function toolDeltas(answer: Answer) {
  return toolCalls(answer).flatMap((call, index) => [
    { index, ...call, function: { name: call.function.name, arguments: "" } },
    ...(call.function.arguments.match(/[\s\S]{1,10}/g) ?? []).map((text) => ({ index, function: { arguments: text } })),
  ]);
}

function finishReason({ toolUses, isCutByLimit }: Answer): string {
  if (toolUses.length > 0) return "tool_calls";
  return isCutByLimit ? "length" : "stop";
}

function usage({ tokens }: Answer) {
  return {
    prompt_tokens: tokens.prompt,
    completion_tokens: tokens.output,
    total_tokens: tokens.prompt + tokens.output,
    prompt_tokens_details: { cached_tokens: tokens.cached, audio_tokens: 0 },
    completion_tokens_details: { reasoning_tokens: tokens.reasoning, audio_tokens: 0 },
  };
}
