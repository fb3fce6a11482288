/** The parts of Anthropic's /v1/messages that are written and read here. */
export type AnthropicRequest = {
  model: string;
  max_tokens: number;
  messages: AnthropicMessage[];
  system?: string | TextBlock[];
  stream?: boolean;
  temperature?: number;
  top_p?: number;
  stop_sequences?: string[];
  tools?: AnthropicTool[];
  tool_choice?: AnthropicToolChoice;
  metadata?: { user_id: string };
  [other: string]: unknown;
};

export type AnthropicMessage = { role: "user" | "assistant"; content: RequestBlock[] };

type CacheControl = { cache_control?: unknown };

export type TextBlock = { type: "text"; text: string } & CacheControl;

type Source = { type: "base64"; media_type: string; data: string } | { type: "url"; url: string };

export type RequestBlock =
  | TextBlock
  | ({ type: "image"; source: Source } & CacheControl)
  | ({ type: "document"; source: Source } & CacheControl)
  | { type: "tool_use"; id: string; name: string; input: unknown }
  | { type: "tool_result"; tool_use_id: string; content: (TextBlock | RequestBlock)[] };

export type AnthropicTool = { name: string; description?: string; input_schema: Record<string, unknown> };

export type AnthropicToolChoice =
  | { type: "none" }
  | { type: "auto" | "any"; disable_parallel_tool_use?: boolean }
  | { type: "tool"; name: string; disable_parallel_tool_use?: boolean };

export type AnthropicUsage = {
  input_tokens?: unknown;
  output_tokens?: unknown;
  cache_creation_input_tokens?: unknown;
  cache_read_input_tokens?: unknown;
  /** `cache_creation_input_tokens` by how long they are kept. */
  cache_creation?: { ephemeral_5m_input_tokens?: unknown; ephemeral_1h_input_tokens?: unknown } | null;
  /** `standard`, `priority` or `batch`. */
  service_tier?: unknown;
};

export type ResponseBlock =
  | { type: "text"; text: string }
  | { type: "tool_use"; id: string; name: string; input: unknown }
  | { type: "thinking"; thinking: string }
  | { type: "redacted_thinking" };

export type AnthropicResponse = {
  id: string;
  model: string;
  content: ResponseBlock[];
  stop_reason: string | null;
  usage?: AnthropicUsage;
};

/** The events of a stream, by their `type`. Others (`ping`, `content_block_stop` of text) carry nothing. */
export type AnthropicEvent =
  | { type: "message_start"; message: { id: string; model: string; usage?: AnthropicUsage } }
  | { type: "content_block_start"; index: number; content_block: ResponseBlock }
  | {
      type: "content_block_delta";
      index: number;
      delta:
        | { type: "text_delta"; text: string }
        | { type: "input_json_delta"; partial_json: string }
        | { type: "thinking_delta"; thinking: string };
    }
  | { type: "content_block_stop"; index: number }
  | { type: "message_delta"; delta: { stop_reason: string | null }; usage?: AnthropicUsage }
  | { type: "message_stop" };
