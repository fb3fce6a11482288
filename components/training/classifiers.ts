import type { ClassifierKind, TrainedKind } from "@/lib/training/schemas";

/** What each kind of local model is, for people; in the order in which they cost more to train. */
export const CLASSIFIER_FACTS = {
  nb: { name: "Naive Bayes", explanation: "Counts words. Trains in a moment, answers fastest." },
  tfidf: { name: "TF-IDF + linear", explanation: "Weighs rare words and pairs of them. Strong on clear vocabulary." },
  encoder: { name: "Sentence encoder", explanation: "Compares meaning, so it also knows other words. Slower." },
  council: { name: "Council", explanation: "Asks the others and weighs their votes. Usually the most accurate." },
  nearest: { name: "Nearest examples", explanation: "Gives the answer of the likest examples, and names them." },
} as const satisfies Record<ClassifierKind, { name: string; explanation: string }>;

const CHAT_MODELS: Record<Exclude<TrainedKind, ClassifierKind>, string> = {
  few_shot: "Chat model with examples",
  fine_tune: "Chat model, fine-tuned",
};

export const classifierName = (kind: TrainedKind): string =>
  kind === "few_shot" || kind === "fine_tune" ? CHAT_MODELS[kind] : CLASSIFIER_FACTS[kind].name;
