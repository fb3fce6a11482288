import { chanceToBeBest, thompsonWeights } from "../bayes/chance-to-be-best";
import { compareShares, sharePosterior } from "../bayes/compare-shares";
import { effectPosterior } from "../bayes/effect-posterior";
import { normalPosterior } from "../bayes/posterior";
import type { Difference } from "../effects/estimate-effect";
import { armsOf, type CountArms, type MeanArms } from "./arms";
import { offer, type OfferedKind } from "./offered-kind";

type Effect = (MeanArms | CountArms) & {
  difference: Difference;
  lower_is_better: boolean;
  prior_mean: number | null;
  prior_variance: number | null;
};
type Shares = CountArms & { prior_alpha: number; prior_beta: number };
type Arm = { successes: number; trials: number } | { posterior_mean: number; posterior_sd: number };

export const BAYES_KINDS: Record<string, OfferedKind> = {
  bayes_gaussian: offer((input: Effect) => {
    const { difference, lower_is_better: isLowerBetter, prior_mean: mean, prior_variance: variance } = input;
    const prior = mean === null || variance === null ? null : { mean, variance };
    const answer = effectPosterior(...armsOf(input), { difference, isLowerBetter, prior });
    if (!answer.decidable) return answer;
    return {
      posterior_mean: answer.mean,
      posterior_sd: answer.sd,
      chance_to_win: answer.chanceToWin,
      ci95_low: answer.interval.low,
      ci95_high: answer.interval.high,
      expected_loss_keep_control: answer.lossKeepingA,
      expected_loss_ship_treatment: answer.lossChoosingB,
    };
  }),
  bayes_beta_binomial: offer(({ x_a, n_a, x_b, n_b, prior_alpha, prior_beta }: Shares) => {
    const prior = { successes: prior_alpha, failures: prior_beta };
    const answer = compareShares({ successes: x_a, trials: n_a }, { successes: x_b, trials: n_b }, prior);
    return (
      answer && {
        prob_b_beats_a: answer.chanceBIsGreater,
        expected_loss_choose_a: answer.lossChoosingA,
        expected_loss_choose_b: answer.lossChoosingB,
      }
    );
  }),
  bandit_prob_best: offer(({ arms, min_weight }: { arms: Arm[]; min_weight: number }) => {
    const posteriors = arms.map((arm) =>
      "trials" in arm ? sharePosterior(arm) : normalPosterior(arm.posterior_mean, arm.posterior_sd),
    );
    const chances = chanceToBeBest(posteriors.filter((posterior) => posterior !== null));
    return { prob_best: chances, thompson_weights_with_floor: thompsonWeights(chances, min_weight) };
  }),
};
