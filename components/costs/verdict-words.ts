import type { Substitution } from "@/lib/executions/schemas";

/** Why a model is or is not offered in place of another. */
export const VERDICT_WORDS = {
  supported: "cheaper, and measured to be no worse",
  too_few_scores: "too few scored executions to compare their quality",
  quality_not_proven: "the scores do not yet show that the cheaper one is as good",
  worse: "the cheaper one is measured to be worse",
  not_cheaper: "the other one would not have been cheaper",
  unknown_price: "what the other one would have cost is unknown",
  unavailable: "the other one cannot be used at the moment, or is simulated",
} as const satisfies Record<Substitution["verdict"], string>;
