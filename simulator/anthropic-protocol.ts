import type { Answer, Prompt } from "./answer";
import { frame, type ErrorName, type Protocol } from "./protocol";
import type { JsonSchema } from "./json-from-schema";

type Block = { type: string; text?: string; content?: string | Block[] };
type Message = { role: string; content: string | Block[] };
type MessagesBody = {
  model: string;
  messages?: Message[];
  system?: string | Block[];
  tools?: { name: string; input_schema?: JsonSchema }[];
  tool_choice?: { type: "auto" | "any" | "none" | "tool"; name?: string };
  max_tokens?: number;
};

const ERRORS: Record<ErrorName, { status: number; type: string }> = {
  "rate-limit": { status: 429, type: "rate_limit_error" },
  quota: { status: 400, type: "billing_error" },
  error: { status: 500, type: "api_error" },
  overloaded: { status: 529, type: "overloaded_error" },
  auth: { status: 401, type: "authentication_error" },
  "not-found": { status: 404, type: "not_found_error" },
  context: { status: 400, type: "invalid_request_error" },
  filter: { status: 400, type: "invalid_request_error" },
  invalid: { status: 400, type: "invalid_request_error" },
};

/** Anthropic's /v1/messages. */
export const anthropicProtocol: Protocol = {
  readPrompt: (raw) => {
    const body = raw as MessagesBody;
    const messages = body.messages ?? [];
    const last = messages.at(-1);
    return {
      model: body.model,
      text: [...(body.system ? [textOf(body.system)] : []), ...messages.map(({ content }) => textOf(content))].join(
        "\n",
      ),
      lastText: last ? textOf(last.content) : "",
      isToolResult: Array.isArray(last?.content) && last.content.some(({ type }) => type === "tool_result"),
      turns: [
        ...(body.system ? [{ role: "system", text: textOf(body.system) }] : []),
        ...messages.map(({ role, content }) => ({ role, text: textOf(content) })),
      ],
      tools: (body.tools ?? []).map(({ name, input_schema }) => ({ name, parameters: input_schema ?? {} })),
      toolChoice: toolChoice(body.tool_choice),
      schema: null,
      maxTokens: body.max_tokens ?? null,
    };
  },

  whole: (answer, model) =>
    JSON.stringify({
      ...envelope(answer, model),
      content: [
        ...(answer.pieces.length > 0 ? [{ type: "text", text: answer.pieces.join("") }] : []),
        ...answer.toolUses.map(({ id, name, arguments: input }) => ({ type: "tool_use", id, name, input })),
      ],
      stop_reason: stopReason(answer),
      usage: usage(answer),
    }),

  frames: (answer, model) => {
    const event = (type: string, rest: object) => frame({ type, ...rest }, type);
    const start = { ...envelope(answer, model), content: [], usage: { ...usage(answer), output_tokens: 1 } };
    const block = (index: number, content_block: object, deltas: object[]) => [
      event("content_block_start", { index, content_block }),
      ...deltas.map((delta) => event("content_block_delta", { index, delta })),
      event("content_block_stop", { index }),
    ];
    const text = answer.pieces.map((piece) => ({ type: "text_delta", text: piece }));
    return {
      opening: event("message_start", { message: start }) + event("ping", {}),
      tokens: [
        ...(text.length > 0 ? block(0, { type: "text", text: "" }, text) : []),
        ...answer.toolUses.flatMap(({ id, name, arguments: input }, index) =>
          block(index, { type: "tool_use", id, name, input: {} }, inputDeltas(input)),
        ),
      ],
      closing:
        event("message_delta", {
          delta: { stop_reason: stopReason(answer), stop_sequence: null },
          usage: { output_tokens: answer.tokens.output },
        }) + event("message_stop", {}),
    };
  },

  error: (name, message) => {
    const { status, type } = ERRORS[name];
    return { status, body: JSON.stringify({ type: "error", error: { type, message }, request_id: "req_simulated" }) };
  },

  errorFrame: (message) => frame({ type: "error", error: { type: "api_error", message } }, "error"),
};

function envelope(answer: Answer, model: string) {
  return {
    id: `msg_${answer.id}`,
    type: "message",
    role: "assistant",
    model,
    stop_reason: null as string | null,
    stop_sequence: null,
  };
}

/** Half of what was cached counts as read and half as newly written; `input_tokens` is the rest. */
function usage({ tokens }: Answer) {
  const read = Math.ceil(tokens.cached / 2);
  return {
    input_tokens: tokens.prompt - tokens.cached,
    cache_read_input_tokens: read,
    cache_creation_input_tokens: tokens.cached - read,
    output_tokens: tokens.output,
  };
}

function stopReason({ toolUses, isCutByLimit }: Answer): string {
  if (toolUses.length > 0) return "tool_use";
  return isCutByLimit ? "max_tokens" : "end_turn";
}

function inputDeltas(input: Record<string, unknown>) {
  if (Object.keys(input).length === 0) return [];
  const pieces = ["", ...(JSON.stringify(input).match(/[\s\S]{1,10}/g) ?? [])];
  return pieces.map((partial_json) => ({ type: "input_json_delta", partial_json }));
}

function toolChoice(choice: MessagesBody["tool_choice"]): Prompt["toolChoice"] {
  if (choice?.type === "tool" && choice.name) return { name: choice.name };
  return choice?.type === "any" ? "required" : choice?.type === "none" ? "none" : "auto";
}

function textOf(content: string | Block[]): string {
  if (typeof content === "string") return content;
  return content.map((block) => block.text ?? (block.content ? textOf(block.content) : "")).join("\n");
}
