import type { Ctx } from "@/lib/platform/ctx";
import type { Embedder } from "@/lib/providers";
import { checkVectors } from "./check-vectors";

/** The model of this process, which costs nothing but time. */
const LOCAL_EMBEDDING_MODEL = "local/embed";

/** Embeddings of a provider's model, through the gateway: paid, limited and recorded like any call. */
export type EmbedWithModel = (
  ctx: Ctx,
  call: { model: string; texts: readonly string[]; signal?: AbortSignal | undefined },
) => Promise<ArrayLike<number>[]>;

type EmbedRequest = {
  model: string;
  texts: readonly string[];
  /** Of the collection; null before its first vector. */
  dimensions: number | null;
  signal?: AbortSignal | undefined;
};

/** Vectors of length 1, one per text, checked. */
export type Embed = (ctx: Ctx, request: EmbedRequest) => Promise<Float32Array[]>;

type Parts = { embedder: Pick<Embedder, "embed">; embedWithModel: EmbedWithModel };

export function createEmbed({ embedder, embedWithModel }: Parts): Embed {
  return async (ctx, { model, texts, dimensions, signal }) => {
    if (texts.length === 0) return [];
    const isLocal = model === LOCAL_EMBEDDING_MODEL;
    const vectors = isLocal ? await embedder.embed(texts, signal) : await embedWithModel(ctx, { model, texts, signal });
    return checkVectors(vectors, { count: texts.length, dimensions, model });
  };
}
