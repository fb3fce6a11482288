import type { IncomingSpan } from "./read-spans";

/** A model call as another tool's span tells it. */
export type ReportedCall = {
  operation: "chat" | "embedding";
  /** The tool's name of the provider, such as `az.ai.openai`. */
  provider: string | null;
  /** Names of the model, the one that answered first. */
  models: string[];
  task: string | null;
  /** As it was counted there: what a cache gave may be in `inputTokens`. null = unknown. */
  tokens: { input: number | null; output: number | null; cacheRead: number; cacheWrite: number; reasoning: number };
  timeToFirstTokenMs: number | null;
  isStreaming: boolean | null;
  sessionId: string | null;
  userRef: string | null;
  errorType: string | null;
  input: string | null;
  output: string | null;
};

/**
 * Names by meaning, today's first, then those of earlier versions of OpenTelemetry's GenAI conventions
 * (https://opentelemetry.io/docs/specs/semconv/gen-ai/, 1.27 to 1.40), OpenLLMetry and OpenInference.
 */
const NAMES = {
  operation: ["gen_ai.operation.name", "llm.request.type"],
  openInferenceKind: ["openinference.span.kind"],
  provider: ["gen_ai.provider.name", "gen_ai.system", "llm.provider", "llm.system"],
  responseModel: ["gen_ai.response.model", "llm.response.model"],
  requestModel: ["gen_ai.request.model", "llm.request.model", "llm.model_name", "embedding.model_name"],
  input: [
    "gen_ai.usage.input_tokens",
    "gen_ai.usage.prompt_tokens",
    "llm.usage.prompt_tokens",
    "llm.token_count.prompt",
  ],
  output: [
    "gen_ai.usage.output_tokens",
    "gen_ai.usage.completion_tokens",
    "llm.usage.completion_tokens",
    "llm.token_count.completion",
  ],
  cacheRead: [
    "gen_ai.usage.cache_read.input_tokens",
    "gen_ai.usage.cache_read_input_tokens",
    "llm.token_count.prompt_details.cache_read",
  ],
  cacheWrite: [
    "gen_ai.usage.cache_creation.input_tokens",
    "gen_ai.usage.cache_creation_input_tokens",
    "llm.token_count.prompt_details.cache_write",
  ],
  reasoning: [
    "gen_ai.usage.reasoning.output_tokens",
    "gen_ai.usage.reasoning_tokens",
    "llm.usage.reasoning_tokens",
    "llm.token_count.completion_details.reasoning",
  ],
  firstTokenSeconds: ["gen_ai.response.time_to_first_chunk", "gen_ai.server.time_to_first_token"],
  isStreaming: ["gen_ai.request.stream", "gen_ai.is_streaming", "llm.is_streaming"],
  session: ["gen_ai.conversation.id", "session.id", "gen_ai.thread.id"],
  user: ["user.id", "enduser.id", "gen_ai.request.user", "llm.user"],
  errorType: ["error.type"],
  task: ["gym.task"],
  inputText: ["gen_ai.input.messages", "gen_ai.prompt", "input.value"],
  outputText: ["gen_ai.output.messages", "gen_ai.completion", "output.value"],
} as const;

const OPERATIONS: Readonly<Record<string, ReportedCall["operation"]>> = {
  chat: "chat",
  completion: "chat",
  text_completion: "chat",
  generate_content: "chat",
  llm: "chat",
  embeddings: "embedding",
  embedding: "embedding",
};

/** Ours are here already: they were executions before they were spans. */
const isOurs = ({ scope, attributes }: IncomingSpan) => scope === "ai-gym" || attributes.has("gym.execution_id");

/** The model call that a span tells of; null for all else: agents, tools, retrieval, web requests, and our own spans. */
export function readCall(span: IncomingSpan): ReportedCall | null {
  if (isOurs(span)) return null;
  const { attributes } = span;
  const first = (names: readonly string[]): unknown => {
    for (const name of names) if (attributes.get(name) !== undefined) return attributes.get(name);
    return undefined;
  };
  const text = (names: readonly string[]): string | null => {
    const value = first(names);
    return typeof value === "string" && value !== "" ? value : null;
  };
  const count = (names: readonly string[]): number | null => {
    const value = first(names);
    return typeof value === "number" && Number.isInteger(value) && value >= 0 ? value : null;
  };

  const models = [text(NAMES.responseModel), text(NAMES.requestModel)].filter((model) => model !== null);
  const named = (text(NAMES.operation) ?? text(NAMES.openInferenceKind))?.toLowerCase() ?? null;
  // Spans of before operations had names: a call is what names a model and counts tokens.
  const isCounted = count(NAMES.input) !== null || count(NAMES.output) !== null;
  const operation = named === null ? (isCounted && models.length > 0 ? "chat" : undefined) : OPERATIONS[named];
  if (!operation || models.length === 0) return null;

  const firstTokenSeconds = first(NAMES.firstTokenSeconds);
  const isStreaming = first(NAMES.isStreaming);
  return {
    operation,
    provider: text(NAMES.provider)?.toLowerCase() ?? null,
    models: [...new Set(models)],
    task: text(NAMES.task),
    tokens: {
      input: count(NAMES.input),
      output: count(NAMES.output),
      cacheRead: count(NAMES.cacheRead) ?? 0,
      cacheWrite: count(NAMES.cacheWrite) ?? 0,
      reasoning: count(NAMES.reasoning) ?? 0,
    },
    timeToFirstTokenMs:
      typeof firstTokenSeconds === "number" && firstTokenSeconds >= 0 ? firstTokenSeconds * 1_000 : null,
    isStreaming: typeof isStreaming === "boolean" ? isStreaming : null,
    sessionId: text(NAMES.session),
    userRef: text(NAMES.user),
    errorType: text(NAMES.errorType),
    input: messagesText(first(NAMES.inputText)) ?? indexedText(attributes, "gen_ai.prompt"),
    output: messagesText(first(NAMES.outputText)) ?? indexedText(attributes, "gen_ai.completion"),
  };
}

/** Text of messages, given as they are or as JSON in a text; what is no JSON is the text itself. */
function messagesText(value: unknown): string | null {
  if (typeof value === "string") {
    const parsed = parseQuietly(value);
    return parsed === undefined ? value || null : (messagesText(parsed) ?? value);
  }
  if (!Array.isArray(value)) return null;
  return joined(value.map(messageText));
}

function messageText(message: unknown): string {
  if (typeof message !== "object" || message === null) return "";
  const { content, parts } = message as { content?: unknown; parts?: unknown };
  if (typeof content === "string") return content;
  const pieces: unknown[] = Array.isArray(parts) ? parts : Array.isArray(content) ? content : [];
  return joined(pieces.map(pieceText)) ?? "";
}

function pieceText(piece: unknown): string {
  if (typeof piece !== "object" || piece === null) return "";
  const { content, text } = piece as { content?: unknown; text?: unknown };
  if (typeof content === "string") return content;
  return typeof text === "string" ? text : "";
}

/** OpenLLMetry numbers messages: `gen_ai.prompt.0.content`. */
function indexedText(attributes: IncomingSpan["attributes"], prefix: string): string | null {
  const texts: string[] = [];
  for (
    let index = 0;
    attributes.has(`${prefix}.${index}.content`) || attributes.has(`${prefix}.${index}.role`);
    index++
  ) {
    const content = attributes.get(`${prefix}.${index}.content`);
    if (typeof content === "string") texts.push(content);
  }
  return joined(texts);
}

const joined = (texts: readonly string[]): string | null => texts.filter(Boolean).join("\n") || null;

function parseQuietly(text: string): unknown {
  if (!/^\s*[[{]/.test(text)) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
