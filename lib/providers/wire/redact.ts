const MAX_LENGTH = 500;

/** Prefixes of the vendors' keys: OpenAI, Anthropic, OpenRouter (`sk-`), Groq (`gsk_`), Google (`AIza`), bearer tokens. */
const KEY_LIKE = /\b(?:sk-|gsk_|AIza)[\w*.-]{8,}|\bBearer\s+\S+/g;

/** An upstream's message without anything that may be a key, at most 500 characters. */
export function redact(message: string, apiKey: string | null): string {
  const withoutOwn = apiKey ? message.replaceAll(apiKey, "[key]") : message;
  const safe = withoutOwn.replace(KEY_LIKE, "[key]");
  return safe.length > MAX_LENGTH ? `${safe.slice(0, MAX_LENGTH - 1)}…` : safe;
}
