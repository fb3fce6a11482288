import { ProviderError } from "../provider-error";

/** Longest text that is read at once, UTF-16 units: 64,000 tokens, as the catalogue states. */
const MAX_READ_LENGTH = 256_000;

/** Throws `invalid_request` for a text that holds nothing or too much. */
export function requireReadable(text: string): void {
  if (text.trim() === "") throw new ProviderError("invalid_request", "The last user message holds no text to work on");
  if (text.length > MAX_READ_LENGTH) {
    throw new ProviderError(
      "invalid_request",
      `The text has ${text.length} characters; local models read up to ${MAX_READ_LENGTH}: split it`,
    );
  }
}
