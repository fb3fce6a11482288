import { mcnemar } from "../mcnemar";
import { offer, type OfferedKind } from "./offered-kind";

export const PAIRED_KINDS: Record<string, OfferedKind> = {
  mcnemar: offer(({ only_a_correct, only_b_correct }: { only_a_correct: number; only_b_correct: number }) => {
    const answer = mcnemar(only_a_correct, only_b_correct);
    return {
      p_exact_binomial: answer.pExact,
      chi2_cc: answer.chiSquare,
      p_chi2_cc: answer.pCorrected,
      p_chi2_nocc: answer.pUncorrected,
    };
  }),
};
