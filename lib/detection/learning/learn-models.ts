import { trainClassifiers, type LabelledText } from "@/lib/providers";
import type { ModelPair, TextModels } from "../models/text-models";
import { categoryTexts, emotionTexts, type TextOptions } from "./training-texts";

type Embed = (texts: string[]) => Promise<readonly Float32Array[]>;

/** Learns all four models in this thread, which takes seconds: for scripts and benchmarks. */
export async function learnModels({
  seed,
  embed,
  ...options
}: TextOptions & { seed: number; embed: Embed }): Promise<TextModels> {
  return {
    category: await learnPair(categoryTexts(seed, options), seed, embed),
    emotion: await learnPair(emotionTexts(seed, options), seed, embed),
  };
}

async function learnPair(examples: readonly LabelledText[], seed: number, embed: Embed): Promise<ModelPair> {
  const embeddings = await embed(examples.map(({ text }) => text));
  const [lexical, encoder] = trainClassifiers(["tfidf", "encoder"], examples, { seed, embeddings });
  return { lexical: lexical!, encoder: encoder! };
}
