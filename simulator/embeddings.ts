import { countTokens } from "./answer";
import { hashText, uniform } from "./seeded-random";

const DEFAULT_DIMENSIONS = 64;

type EmbeddingsBody = { model: string; input?: string | unknown[]; dimensions?: number; encoding_format?: string };

/** What an embedding model does instead, by its name: `sim-embed:nan`. */
export const EMBEDDING_FAULTS = {
  nan: "vectors that hold something other than numbers",
  "other-dimensions": "vectors of 3 numbers after the first call",
  "rate-limit": "429",
  "fails-later": "500 after the first call",
} as const;
type EmbeddingFault = keyof typeof EMBEDDING_FAULTS;

/** Answers to `POST /v1/embeddings`; remembers how often each model was called. */
export class Embeddings {
  readonly #calls = new Map<string, number>();

  constructor(private readonly seed: number) {}

  /** Throws for a body that is none. */
  answer(text: string): { status: number; body: string } {
    const raw = JSON.parse(text) as Record<string, unknown>;
    const model = String(raw.model);
    const call = (this.#calls.get(model) ?? 0) + 1;
    this.#calls.set(model, call);
    switch (faultOf(model)) {
      case "rate-limit":
        return { status: 429, body: failure("Too many requests (simulated)", "rate_limit_exceeded") };
      case "fails-later":
        if (call > 1) return { status: 500, body: failure("Failed (simulated)", "server_error") };
        break;
      case "other-dimensions":
        if (call > 1) return { status: 200, body: embeddingsBody({ ...raw, dimensions: 3 }, this.seed) };
        break;
      case "nan":
        return { status: 200, body: embeddingsBody(raw, this.seed, Number.NaN) };
      case null:
        break;
    }
    return { status: 200, body: embeddingsBody(raw, this.seed) };
  }
}

function faultOf(model: string): EmbeddingFault | null {
  const name = model.split(":")[1] ?? "";
  return Object.hasOwn(EMBEDDING_FAULTS, name) ? (name as EmbeddingFault) : null;
}

const failure = (message: string, code: string): string => JSON.stringify({ error: { message, type: code, code } });

/** Unit vectors from the words of a text: equal words give equal directions, meaning plays no part. */
function embeddingsBody(raw: Record<string, unknown>, seed: number, first?: number): string {
  const { model, input = "", dimensions = DEFAULT_DIMENSIONS, encoding_format } = raw as EmbeddingsBody;
  const texts = toTexts(input);
  const tokens = texts.reduce((sum, text) => sum + countTokens(text), 0);
  return JSON.stringify({
    object: "list",
    data: texts.map((text, index) => {
      const vector = embed(text, dimensions, seed);
      if (first !== undefined) vector[0] = first;
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
