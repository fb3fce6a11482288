import { quadraticKappa } from "../agreement/quadratic-kappa";
import { scoreAgreement } from "../agreement/score-agreement";
import { scoredLabelMetrics } from "../agreement/score-labels";
import { bradleyTerry, chanceToBeat } from "../pairwise/bradley-terry";
import { offer, type OfferedKind } from "./offered-kind";

export const AGREEMENT_KINDS: Record<string, OfferedKind> = {
  regression_metrics: offer(({ y_true, y_pred }: { y_true: number[]; y_pred: number[] }) => {
    const answer = scoreAgreement(y_true, y_pred);
    if (!answer) return null;
    return {
      mae: answer.meanAbsoluteError,
      mse: answer.meanSquaredError,
      rmse: answer.rootMeanSquaredError,
      r2: answer.r2,
      pearson: answer.pearson,
      spearman: answer.spearman,
      kendall_tau_b: answer.kendallTauB,
      ccc: answer.concordance,
      quadratic_weighted_kappa: quadraticKappa(y_true, y_pred),
    };
  }),
  binary_probabilistic: offer(({ y_true, score }: { y_true: number[]; score: number[] }) => {
    const answer = scoredLabelMetrics(score.map((value, index) => ({ score: value, isTrue: y_true[index] === 1 })));
    if (!answer) return null;
    return {
      roc_auc: answer.rocAuc,
      average_precision: answer.averagePrecision,
      log_loss: answer.logLoss,
      brier: answer.brier,
    };
  }),
  bradley_terry: offer(({ wins }: { wins: number[][] }) => {
    const answer = bradleyTerry(wins);
    if (!answer) return null;
    const [first, second] = answer.logStrengths as [number, number];
    return {
      log_strength_centered: answer.logStrengths,
      elo_like: answer.ratings,
      p_first_beats_second: chanceToBeat(first, second),
    };
  }),
};
