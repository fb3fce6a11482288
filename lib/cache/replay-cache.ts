import type { Embedder } from "@/lib/providers";
import { SEMANTIC_CACHE_FLOOR } from "@/lib/registry/schemas";
import { questionSignature } from "./question-signature";

export type ReplayedQuestion = {
  /** Milliseconds since 1970; in order. */
  atMs: number;
  prompt: string;
  inputTokens: number | null;
  userRef: string | null;
};

export type ReplayRules = {
  mode: "exact" | "semantic";
  ttlSeconds: number;
  /** Cosine, 0–1; null = the floor. */
  minSimilarity: number | null;
  isPerUser: boolean;
};

/** Index of the earlier question whose answer would have been given, by index of the question; null = a model was asked. */
export type ReplayedHits = readonly (number | null)[];

/** Longer questions are compared by their equality only, as the cache does. Characters. */
const MAX_SEMANTIC_CHARACTERS = 500;

/**
 * What a cache with these rules would have answered of questions that were really asked. Equal are those whose text and
 * number of tokens are equal, because what stood before the text is not recorded. Alike are those that the cache calls so:
 * the same signature, and vectors that are alike enough.
 */
export async function replayCache(
  questions: readonly ReplayedQuestion[],
  rules: ReplayRules,
  embedder: Pick<Embedder, "embed">,
  signal: AbortSignal,
): Promise<ReplayedHits> {
  const framed = questions.map((question) => frameOf(question, rules));
  const vectors = rules.mode === "semantic" ? await vectorsOf(questions, framed, embedder, signal) : new Map();
  const kept = new Map<string, number[]>();
  const hits: (number | null)[] = [];
  for (const [index, question] of questions.entries()) {
    const { exact, frame } = framed[index]!;
    const isFresh = (earlier: number) => question.atMs - questions[earlier]!.atMs <= rules.ttlSeconds * 1_000;
    const equal = kept.get(exact)?.findLast(isFresh);
    const alike =
      equal === undefined && frame !== null
        ? nearest(kept.get(frame)?.filter(isFresh) ?? [], index, vectors, rules.minSimilarity ?? SEMANTIC_CACHE_FLOOR)
        : undefined;
    const hit = equal ?? alike ?? null;
    hits.push(hit);
    if (hit !== null) continue;
    for (const key of frame === null ? [exact] : [exact, frame]) kept.set(key, [...(kept.get(key) ?? []), index]);
  }
  return hits;
}

type Framed = { exact: string; frame: string | null };

function frameOf({ prompt, inputTokens, userRef }: ReplayedQuestion, { mode, isPerUser }: ReplayRules): Framed {
  const user = isPerUser ? (userRef ?? "") : "";
  const signature = mode === "semantic" && prompt.length <= MAX_SEMANTIC_CHARACTERS ? questionSignature(prompt) : null;
  return {
    exact: JSON.stringify(["equal", user, inputTokens, prompt]),
    frame: signature === null ? null : JSON.stringify(["alike", user, signature]),
  };
}

/** Only of questions that share their signature with another. */
async function vectorsOf(
  questions: readonly ReplayedQuestion[],
  framed: readonly Framed[],
  embedder: Pick<Embedder, "embed">,
  signal: AbortSignal,
): Promise<Map<number, Float32Array>> {
  const counts = new Map<string, number>();
  for (const { frame } of framed) if (frame !== null) counts.set(frame, (counts.get(frame) ?? 0) + 1);
  const wanted = framed.flatMap(({ frame }, index) => (frame !== null && counts.get(frame)! > 1 ? [index] : []));
  if (wanted.length === 0) return new Map();
  const vectors = await embedder.embed(
    wanted.map((index) => questions[index]!.prompt),
    signal,
  );
  return new Map(wanted.map((index, place) => [index, vectors[place]!]));
}

function nearest(
  earlier: readonly number[],
  index: number,
  vectors: ReadonlyMap<number, Float32Array>,
  floor: number,
): number | undefined {
  const own = vectors.get(index);
  if (!own) return undefined;
  const found = earlier.flatMap((one) => {
    const other = vectors.get(one);
    const similarity = other ? other.reduce((sum, value, place) => sum + value * own[place]!, 0) : 0;
    return similarity >= floor ? [{ one, similarity }] : [];
  });
  return found.sort((a, b) => b.similarity - a.similarity)[0]?.one;
}
