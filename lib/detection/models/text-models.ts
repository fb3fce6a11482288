import { invalidInput } from "@/lib/platform/errors";
import { parseClassifier, serializeClassifier, type Prediction, type TrainedClassifier } from "@/lib/providers";

/** The two models of one question: words alone, and the sentence's meaning. */
export type ModelPair = { lexical: TrainedClassifier; encoder: TrainedClassifier };

/** What detection needs. */
export type TextModels = { category: ModelPair; emotion: ModelPair };

/** As it is stored: each model as base64. */
export type StoredModels = Record<keyof TextModels, Record<keyof ModelPair, string>>;

export type Opinion = { label: string; confidence: number };

/**
 * From here on the words are enough. In cross-validation on whole messages the words were then right in 98 of 100 cases
 * for the category, and in 96 for the emotion.
 */
export const SURE = 0.98;

/** What the meaning weighs against the words, where both are asked: the best of five on whole, unseen messages. */
const ENCODER_WEIGHT = 1.5;

/** A label that a model does not even list is this unlikely. */
const UNLISTED = 1e-4;

/** What the words alone say. */
export function opinionOfWords({ lexical }: ModelPair, text: string): Opinion {
  const { label, confidence } = lexical.predict({ text });
  return { label, confidence };
}

/** What words and meaning say together: the weighted geometric mean of both, made to add up to 1. */
export function opinionOfBoth({ lexical, encoder }: ModelPair, text: string, embedding: Float32Array): Opinion {
  const byWords = sharesOf(lexical.predict({ text }));
  const byMeaning = sharesOf(encoder.predict({ text, embedding }));
  let best: Opinion = { label: lexical.labels[0]!, confidence: 0 };
  let sum = 0;
  for (const label of lexical.labels) {
    const share = (byWords.get(label) ?? UNLISTED) * (byMeaning.get(label) ?? UNLISTED) ** ENCODER_WEIGHT;
    sum += share;
    if (share > best.confidence) best = { label, confidence: share };
  }
  return { label: best.label, confidence: sum > 0 ? best.confidence / sum : 0 };
}

const sharesOf = ({ label, confidence, alternatives }: Prediction): Map<string, number> =>
  new Map([[label, confidence], ...(alternatives ?? []).map((one) => [one.label, one.confidence] as const)]);

export function packModels({ category, emotion }: TextModels): StoredModels {
  return { category: packPair(category), emotion: packPair(emotion) };
}

/** Throws `invalid_input` for what is damaged or knows other labels than it should. */
export function unpackModels(stored: StoredModels, labels: Record<keyof TextModels, readonly string[]>): TextModels {
  return {
    category: unpackPair(stored.category, labels.category),
    emotion: unpackPair(stored.emotion, labels.emotion),
  };
}

const packPair = ({ lexical, encoder }: ModelPair) => ({ lexical: packed(lexical), encoder: packed(encoder) });

function unpackPair({ lexical, encoder }: StoredModels["category"], labels: readonly string[]): ModelPair {
  const pair = { lexical: unpacked(lexical), encoder: unpacked(encoder) };
  for (const model of [pair.lexical, pair.encoder]) {
    if (model.labels.length === labels.length && model.labels.every((label) => labels.includes(label))) continue;
    throw invalidInput(`The stored model knows ${model.labels.join(", ")} instead of ${labels.join(", ")}`);
  }
  return pair;
}

const packed = (model: TrainedClassifier): string => Buffer.from(serializeClassifier(model)).toString("base64");
const unpacked = (text: string): TrainedClassifier => parseClassifier(Buffer.from(text, "base64"));
