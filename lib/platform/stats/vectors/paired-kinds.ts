import { mcnemar } from "../paired/mcnemar";
import { pairedTTest } from "../paired/paired-t-test";
import { wilcoxonSignedRank } from "../ranks/wilcoxon-signed-rank";
import { offer, type OfferedKind } from "./offered-kind";

type Samples = { a: number[]; b: number[] };

export const PAIRED_KINDS: Record<string, OfferedKind> = {
  paired_t: offer(({ a, b }: Samples) => {
    const answer = pairedTTest(a, b);
    if (!answer.decidable) return answer;
    return {
      mean_diff: answer.meanDifference,
      t: answer.t,
      df: answer.df,
      p_two_sided: answer.pTwoSided,
      ci95_low: answer.interval.low,
      ci95_high: answer.interval.high,
      cohens_dz: answer.cohensDz,
    };
  }),
  mcnemar: offer(({ only_a_correct, only_b_correct }: { only_a_correct: number; only_b_correct: number }) => {
    const answer = mcnemar(only_a_correct, only_b_correct);
    return {
      p_exact_binomial: answer.pExact,
      chi2_cc: answer.chiSquare,
      p_chi2_cc: answer.pCorrected,
      p_chi2_nocc: answer.pUncorrected,
    };
  }),
  wilcoxon_signed_rank: offer(({ a, b }: Samples) => {
    const answer = wilcoxonSignedRank(a, b);
    if (!answer.decidable) return answer;
    return {
      V: answer.v,
      p_asymptotic_cc: answer.pCorrected,
      p_asymptotic_nocc: answer.pUncorrected,
      p_exact: answer.pExact ?? undefined,
    };
  }),
};
