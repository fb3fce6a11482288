import type { Classification } from "../../contract";

export type LabelledText = { text: string; label: string };

/** From cheap to strong; `council` combines the three before it. `nearest` answers with the examples most alike. */
export const CLASSIFIER_KINDS = ["nb", "tfidf", "encoder", "council", "nearest"] as const;
export type ClassifierKind = (typeof CLASSIFIER_KINDS)[number];

/** The classifiers that learn from texts directly; the council learns from the first three's answers. */
export const MEMBER_KINDS = ["nb", "tfidf", "encoder", "nearest"] as const;
export type MemberKind = (typeof MEMBER_KINDS)[number];

const COUNCIL: readonly MemberKind[] = ["nb", "tfidf", "encoder"];

/** The members that have to be trained for these classifiers, in the order of `MEMBER_KINDS`. */
export const membersOf = (kinds: readonly ClassifierKind[]): MemberKind[] =>
  MEMBER_KINDS.filter((kind) => kinds.includes(kind) || (kinds.includes("council") && COUNCIL.includes(kind)));

/** What a local classifier says: it always knows how sure it is. */
export type Prediction = Classification & { confidence: number };

export type ClassifierInput = {
  text: string;
  /** The sentence embedding of `text`; required when `needsEmbedding`. */
  embedding?: Float32Array;
};

/** A trained classifier. Immutable; predicting has no side effects. */
export interface Classifier {
  readonly kind: ClassifierKind;
  /** In ascending order of code units, without repetition. */
  readonly labels: readonly string[];
  readonly needsEmbedding: boolean;
  /** Never throws for a string, an empty one included: what has no known feature gets the prior. */
  predict(input: ClassifierInput): Prediction;
}

export const isClassifierKind = (value: string): value is ClassifierKind =>
  CLASSIFIER_KINDS.some((kind) => kind === value);

const EMBEDDING_KINDS: readonly ClassifierKind[] = ["encoder", "council", "nearest"];

export const needsEmbedding = (kind: ClassifierKind): boolean => EMBEDDING_KINDS.includes(kind);
