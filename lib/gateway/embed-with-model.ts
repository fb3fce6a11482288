import type { EmbedWithModel } from "@/lib/knowledge";
import { callerOf } from "./caller";
import { embedTexts } from "./embed-texts";
import { upstreamErrors } from "./run-task";

/** Texts in one request: what the strictest provider takes. */
const TEXTS_AT_ONCE = 96;
const TASK = "semantic_search";

/** The port by which the knowledge embeds with a provider's model: the path of every other call, so paid and recorded. */
export const createEmbedWithModel =
  (): EmbedWithModel =>
  async (ctx, { model, texts, signal }) => {
    const caller = { ...callerOf(ctx), source: "gateway" as const, ...(signal && { signal }) };
    const vectors: number[][] = [];
    for (let at = 0; at < texts.length; at += TEXTS_AT_ONCE) {
      const input = texts.slice(at, at + TEXTS_AT_ONCE);
      const question = { request: { model, input }, gym: {}, requestedModel: model, task: TASK };
      const { response } = await upstreamErrors(() => embedTexts(caller, question, performance.now()));
      const inOrder = [...response.data].sort((a, b) => a.index - b.index);
      vectors.push(
        ...inOrder.map(({ embedding }) => (typeof embedding === "string" ? numbersOf(embedding) : embedding)),
      );
    }
    return vectors;
  };

/** Some servers send base64 whether asked for it or not: little-endian float32. */
function numbersOf(base64: string): number[] {
  const bytes = Buffer.from(base64, "base64");
  return Array.from({ length: Math.floor(bytes.length / 4) }, (_, index) => bytes.readFloatLE(index * 4));
}
