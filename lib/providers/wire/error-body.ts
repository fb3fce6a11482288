export type ErrorBody = {
  /** Empty when the body has none. */
  message: string;
  /** Lower-cased `code`, `type` and `status` words, most telling first. */
  codes: string[];
  /** An HTTP status that the body itself names (OpenRouter, Google). */
  status: number | undefined;
};

/**
 * Reads the error shapes of the wild: `{ error: { message, type, code } }` (OpenAI, Anthropic, Groq), the same in an
 * array (Gemini), `{ error: "text" }` (ollama), `{ message, type, code }` (vLLM), `{ detail }` (FastAPI).
 */
export function readErrorBody(body: unknown): ErrorBody {
  const outer = asRecord(Array.isArray(body) ? body[0] : body);
  const error = asRecord(outer.error ?? outer);
  const words = [error.code, error.type, error.status].filter((value) => typeof value === "string");
  return {
    message: firstText(outer.error, error.message, upstreamMessage(error), outer.detail, outer.message),
    codes: words.map((word) => word.toLowerCase()),
    status: [error.code, error.status]
      .map(Number)
      .find((value) => Number.isInteger(value) && value >= 300 && value < 600),
  };
}

/** Whether a successful answer is in truth an error. */
export function isErrorBody(body: unknown): boolean {
  const { error, type } = asRecord(Array.isArray(body) ? body[0] : body);
  return type === "error" || (error !== undefined && error !== null);
}

/** OpenRouter hides the real vendor's words in here. */
const upstreamMessage = (error: Record<string, unknown>) => asRecord(error.metadata).raw;

const firstText = (...values: unknown[]) =>
  (values.find((value) => typeof value === "string" && value !== "") as string) ?? "";

/** Own properties of an object; nothing for anything else. */
function asRecord(value: unknown): Record<string, unknown> {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
}
