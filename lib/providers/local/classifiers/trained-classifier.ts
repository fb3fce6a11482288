import {
  needsEmbedding,
  type Classifier,
  type ClassifierInput,
  type ClassifierKind,
  type MemberKind,
  type Prediction,
} from "./classifier";
import { pool } from "./council-weights";
import type { Scorer } from "./scorer";
import { logSoftmax } from "./softmax";
import { extractFeatures, type TextFeatures } from "./text-features";

/** A scorer with the factor that makes its confidence honest. */
export type Member = { scorer: Scorer; scoreFactor: number };

/** Calibrated log-probabilities. */
const opinionOf = ({ scorer, scoreFactor }: Member, features: TextFeatures): Float64Array =>
  logSoftmax(scorer.score(features), scoreFactor);

const MAX_ALTERNATIVES = 5;

/** One member alone, or a council of them. */
export class TrainedClassifier implements Classifier {
  readonly needsEmbedding: boolean;

  constructor(
    readonly kind: ClassifierKind,
    readonly labels: readonly string[],
    readonly members: readonly Member[],
    /** One per member; for a single member 1. */
    readonly weights: Float64Array,
  ) {
    this.needsEmbedding = members.some(({ scorer }) => needsEmbedding(scorer.kind));
  }

  predict({ text, embedding }: ClassifierInput): Prediction {
    const features = extractFeatures(text, embedding);
    const evidence = this.members.flatMap(({ scorer }) => scorer.evidenceOf?.(features) ?? []);
    return {
      ...toClassification(this.labels, this.#logProbabilities(features)),
      ...(evidence.length > 0 && {
        evidence: evidence.map(({ label, ...one }) => ({ ...one, label: this.labels[label]! })),
      }),
    };
  }

  /** The members' kinds with their weights, for explanations. */
  get composition(): { kind: MemberKind; weight: number }[] {
    return this.members.map(({ scorer }, index) => ({ kind: scorer.kind, weight: this.weights[index] ?? 0 }));
  }

  #logProbabilities(features: TextFeatures): Float64Array {
    const opinions = this.members.map((member) => opinionOf(member, features));
    return opinions.length === 1 ? opinions[0]! : pool(opinions, this.weights);
  }
}

function toClassification(labels: readonly string[], logs: Float64Array): Prediction {
  const best = Array.from(logs.keys())
    .sort((a, b) => logs[b]! - logs[a]! || a - b)
    .slice(0, MAX_ALTERNATIVES)
    .map((index) => ({ label: labels[index]!, confidence: Math.min(1, Math.exp(logs[index]!)) }));
  return { ...best[0]!, alternatives: best };
}
