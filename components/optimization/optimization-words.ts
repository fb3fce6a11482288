import type { CandidateState, OptimizationType } from "@/lib/optimization/schemas";

export const TYPE_NAMES = {
  model_tuning: "Model tuning",
  performance: "Performance",
  cost_reduction: "Cost reduction",
  quality_improvement: "Quality improvement",
} as const satisfies Record<OptimizationType, string>;

export const TYPE_MEANINGS = {
  model_tuning: "The best balance of quality, cost and speed: parameters, prompt, examples, model.",
  performance: "Shorter waiting at the 95th percentile, at about the same quality.",
  cost_reduction: "The same quality for less: cheaper models, cascades, shorter answers.",
  quality_improvement: "Better answers, whatever they cost: what they cost is shown before anything is applied.",
} as const satisfies Record<OptimizationType, string>;

export const STATE_TONES = {
  waiting: "neutral",
  racing: "accent",
  dropped: "neutral",
  verifying: "accent",
  rejected: "warning",
  accepted: "success",
} as const satisfies Record<CandidateState["state"], string>;
