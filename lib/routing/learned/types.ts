/** One prompt with what models made of it: the raw material of learning. */
export type ScoredPrompt = {
  id: string;
  prompt: string;
  /** null = unknown. */
  task: string | null;
  /** By model slug, 0–1. A model without a score was not asked. */
  scores: Readonly<Record<string, number>>;
  /** By model slug, US dollars of this call. A model without a cost has an unknown price. */
  costsUsd: Readonly<Record<string, number>>;
  /** By model slug, short final answers that can be compared ("42", "B"); {} when unknown. */
  answers: Readonly<Record<string, string>>;
};

export type FitOptions = {
  /** The same prompts, embeddings and seed give the same policy. */
  seed: number;
  /** Quality to keep, per cent of the best single model's. (Default: 100) */
  targetQualityPercent?: number;
  /** Whether `task` may be read. (Default: true) */
  useTask?: boolean;
};

export type PolicyKind = "constant" | "prompt" | "cascade";

/** How a policy did on prompts that it had not learnt from (cross-validated). */
export type PolicyFigures = {
  kind: PolicyKind;
  /** What it does, in words for people. */
  description: string;
  /** Of the best single model's quality. */
  qualityPercent: number;
  /** Standard error of `qualityPercent`, from the paired differences. */
  qualityPercentError: number;
  /** Of the best single model's cost; null when that is unknown or free. */
  costPercent: number | null;
  callsPerPrompt: number;
};

export type PolicyEvidence = {
  promptCount: number;
  bestSingleModel: string;
  /** Mean score of the best single model, 0–1. */
  bestSingleQuality: number;
  targetQualityPercent: number;
  chosen: PolicyFigures;
  /** What was also tried, the best of each kind. */
  others: PolicyFigures[];
};

/** What a caller asks a policy. */
export type PolicyRequest = {
  prompt: string;
  task: string | null;
  /** Sentence embedding of the prompt; null when the encoder is off. */
  embedding: Float32Array | null;
  /** Slugs that may be called now. A model that just failed is left out. */
  eligible: ReadonlySet<string>;
};

/** A call that came back. Failed ones are not listed. */
export type PolicyCall = {
  model: string;
  /** Short final answer; null when it is unknown. */
  answer: string | null;
  /** US dollars; null when the price is unknown. */
  costUsd: number | null;
};

export type PolicyStep =
  | { action: "call"; model: string; reason: string }
  /** `with`: index into the calls. */
  | { action: "answer"; with: number; reason: string }
  /** No model that the policy knows is eligible: the caller decides without it. */
  | { action: "abstain"; reason: string };
