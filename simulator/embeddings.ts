import { countTokens } from "./answer";
import { hashText, uniform } from "./seeded-random";

const DEFAULT_DIMENSIONS = 64;

type EmbeddingsBody = { model: string; input?: string | unknown[]; dimensions?: number; encoding_format?: string };

/** Unit vectors from the words of a text: equal words give equal directions, meaning plays no part. */
export function embeddingsBody(raw: Record<string, unknown>, seed: number): string {
  const { model, input = "", dimensions = DEFAULT_DIMENSIONS, encoding_format } = raw as EmbeddingsBody;
  const texts = toTexts(input);
  const tokens = texts.reduce((sum, text) => sum + countTokens(text), 0);
  return JSON.stringify({
    object: "list",
    data: texts.map((text, index) => {
      const vector = embed(text, dimensions, seed);
      const embedding = encoding_format === "base64" ? Buffer.from(vector.buffer).toString("base64") : [...vector];
      return { object: "embedding", index, embedding };
    }),
    model,
    usage: { prompt_tokens: tokens, total_tokens: tokens },
  });
}

/** A list of numbers is one text in tokens. */
function toTexts(input: string | unknown[]): string[] {
  if (typeof input === "string") return [input];
  return typeof input[0] === "number" ? [input.join(" ")] : input.map(String);
}

function embed(text: string, dimensions: number, seed: number): Float32Array {
  const vector = new Float32Array(dimensions);
  for (const word of text.toLowerCase().split(/\W+/)) {
    const hash = hashText(word, seed);
    for (let index = 0; index < dimensions; index++) vector[index]! += uniform(hash + index) - 0.5;
  }
  const length = Math.hypot(...vector) || 1;
  return vector.map((value) => value / length);
}
