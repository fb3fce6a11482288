import type { EmbeddingRequest, EmbeddingResponse } from "../openai-types";
import { ProviderError } from "../provider-error";
import { approximateTokens } from "./approximate-tokens";

/** The texts of an embedding request. Throws `invalid_request` for token lists and for what cannot be done. */
export function textsToEmbed({ input, dimensions }: EmbeddingRequest, ownDimensions: number): string[] {
  if (dimensions !== undefined && dimensions !== ownDimensions) {
    throw new ProviderError(
      "invalid_request",
      `local/embed gives ${ownDimensions} dimensions; \`dimensions\` can be nothing else`,
    );
  }
  const texts: unknown[] = Array.isArray(input) ? input : [input];
  if (!texts.every((text) => typeof text === "string")) {
    throw new ProviderError(
      "invalid_request",
      "local/embed reads texts: `input` is a text or a list of texts, not of tokens",
    );
  }
  if (texts.length === 0) throw new ProviderError("invalid_request", "`input` holds no text");
  return texts;
}

/** OpenAI's answer; with `encoding_format: "base64"` each vector as little-endian float32. */
export function embeddingResponse(
  request: EmbeddingRequest,
  texts: string[],
  vectors: Float32Array[],
): EmbeddingResponse {
  const tokens = texts.reduce((sum, text) => sum + approximateTokens(text), 0);
  const encode = request.encoding_format === "base64" ? toBase64 : (vector: Float32Array) => Array.from(vector);
  return {
    object: "list",
    data: vectors.map((vector, index) => ({ object: "embedding", index, embedding: encode(vector) })),
    model: "embed",
    usage: { prompt_tokens: tokens, total_tokens: tokens },
  };
}

const toBase64 = (vector: Float32Array): string =>
  Buffer.from(vector.buffer, vector.byteOffset, vector.byteLength).toString("base64");
