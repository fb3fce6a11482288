import type { FittedPolicy } from "../learned/fitted-policy";
import type { FitOptions, ScoredPrompt } from "../learned/types";
import type { PolicyComparison } from "../policy-schemas";

/** What the learning thread is told: prompts in parts, each with its vectors, then to begin. */
export type FitRequest =
  /** `vectors` hold one vector a prompt, one behind the other; null without the encoder. */
  | { op: "prompts"; prompts: ScoredPrompt[]; vectors: Float32Array<ArrayBuffer> | null; dimensions: number }
  | { op: "fit"; options: FitOptions; current: CurrentPolicy | null };

/** What decides today. */
export type CurrentPolicy = {
  id: string;
  /** As it is stored; `loadRoutingPolicy` reads it. */
  policy: unknown;
};

export type LearntPolicy = { policy: FittedPolicy; comparison: PolicyComparison };

export type FitAnswer =
  | { op: "step"; step: string }
  | { op: "done"; learnt: LearntPolicy }
  | { op: "failed"; isInvalidInput: boolean; message: string };
