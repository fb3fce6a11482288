import type { Detection } from "@/lib/detection/schemas";
import weights from "./topic-weights.json";

/** What is kept of a topic to tell whether the next message still belongs to it. */
export type TopicMemory = {
  category: string;
  /** Of its messages, newest last. */
  words: readonly string[];
  /** Mean of its messages' embeddings; null while the encoder has not answered. */
  embedding: readonly number[] | Float32Array | null;
};

export type NextMessage = {
  category: Detection["category"];
  words: readonly string[];
  embedding: Float32Array | null;
};

/** Each 0–1, the larger the more it speaks for another topic; `distance` is null without embeddings. */
export type TopicFeatures = { newWords: number; category: number; brevity: number; distance: number | null };

export function topicFeatures(topic: TopicMemory, message: NextMessage): TopicFeatures {
  const known = new Set(topic.words);
  const isSame = message.category.label === topic.category;
  const { confidence } = message.category;
  return {
    newWords: message.words.length === 0 ? 0 : share(message.words, (word) => !known.has(word)),
    category: isSame ? 1 - confidence : confidence,
    brevity: 1 / (1 + message.words.length),
    distance:
      topic.embedding && message.embedding
        ? Math.min(1, Math.max(0, 1 - cosine(topic.embedding, message.embedding)))
        : null,
  };
}

export type TopicWeights = {
  bias: number;
  newWords: number;
  category: number;
  brevity: number;
  distance: number;
  /** From this probability on it is another topic. */
  threshold: number;
};

/**
 * Probability that a message begins another topic, 0–1: a logistic regression learnt on labelled conversations
 * (`npm run train:topics`), one with and one without the distance of embeddings.
 */
export function topicChange(topic: TopicMemory, message: NextMessage): { probability: number; isChange: boolean } {
  const features = topicFeatures(topic, message);
  const learnt: TopicWeights = features.distance === null ? weights.withoutEncoder : weights.withEncoder;
  const probability = probabilityOf(features, learnt);
  return { probability, isChange: probability >= learnt.threshold };
}

export function probabilityOf(features: TopicFeatures, weights: Omit<TopicWeights, "threshold">): number {
  const sum =
    weights.bias +
    weights.newWords * features.newWords +
    weights.category * features.category +
    weights.brevity * features.brevity +
    weights.distance * (features.distance ?? 0);
  return 1 / (1 + Math.exp(-sum));
}

const share = <T>(items: readonly T[], test: (item: T) => boolean): number => items.filter(test).length / items.length;

function cosine(a: readonly number[] | Float32Array, b: Float32Array): number {
  let dot = 0;
  let squaresA = 0;
  let squaresB = 0;
  for (let at = 0; at < b.length; at++) {
    const left = a[at] ?? 0;
    const right = b[at] ?? 0;
    dot += left * right;
    squaresA += left * left;
    squaresB += right * right;
  }
  return squaresA > 0 && squaresB > 0 ? dot / Math.sqrt(squaresA * squaresB) : 0;
}
