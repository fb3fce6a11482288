import { compareProportions } from "../proportions/compare-proportions";
import { betaPosteriorInterval, clopperPearsonInterval, wilsonInterval } from "../proportions/proportion-interval";
import type { CountArms } from "./arms";
import { offer, type OfferedKind } from "./offered-kind";

export const PROPORTIONS_KINDS: Record<string, OfferedKind> = {
  two_proportion_z: offer(compared),
  two_proportion_z_degenerate: offer(compared),
  proportion_ci: offer(({ x, n, confidence }: { x: number; n: number; confidence: number }) => {
    const share = { successes: x, trials: n };
    const wilson = wilsonInterval(share, confidence);
    const exact = clopperPearsonInterval(share, confidence);
    const posterior = betaPosteriorInterval(share, confidence);
    return {
      wilson_low: wilson.low,
      wilson_high: wilson.high,
      clopper_pearson_low: exact.low,
      clopper_pearson_high: exact.high,
      beta_posterior_uniform_low: posterior.low,
      beta_posterior_uniform_high: posterior.high,
    };
  }),
};

function compared({ x_a, n_a, x_b, n_b }: CountArms) {
  const answer = compareProportions({ successes: x_a, trials: n_a }, { successes: x_b, trials: n_b });
  if (!answer.decidable) return answer;
  return {
    p_a: answer.shareA,
    p_b: answer.shareB,
    diff: answer.difference,
    z_pooled: answer.z,
    p_two_sided: answer.pTwoSided,
    p_two_sided_yates: answer.pCorrected,
    wald_ci95_low: answer.wald.low,
    wald_ci95_high: answer.wald.high,
    newcombe_ci95_low: answer.newcombe.low,
    newcombe_ci95_high: answer.newcombe.high,
    cohens_h: answer.cohensH,
    relative_lift: answer.relativeLift,
  };
}
