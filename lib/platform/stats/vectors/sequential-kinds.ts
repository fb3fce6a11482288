import type { SampleSummary } from "../descriptive/summarise";
import { summariseProportion, type Difference } from "../effects/estimate-effect";
import { confidenceSequence } from "../sequential/confidence-sequence";
import { firstDecision } from "../sequential/first-decision";
import { mixtureSprt } from "../sequential/mixture-sprt";
import { armsOf, type CountArms, type MeanArms } from "./arms";
import { offer, type OfferedKind } from "./offered-kind";

type Tuned = { alpha: number; n_star: number; difference: Difference };
type Stream = Tuned & {
  cumulative_successes_a: number[];
  cumulative_successes_b: number[];
  cumulative_n_per_arm: number[];
};

export const SEQUENTIAL_KINDS: Record<string, OfferedKind> = {
  sequential_acs: offer((input: MeanArms & Tuned) => sequence(input)),
  sequential_acs_proportion: offer((input: CountArms & Tuned) => sequence(input)),
  msprt: offer((input: MeanArms & { tau: number }) => {
    const answer = mixtureSprt(...armsOf(input), { expectedSd: input.tau });
    if (!answer.decidable) return answer;
    return {
      log_likelihood_ratio: answer.logLikelihoodRatio,
      p_value: answer.p,
      reject_at_0_05: answer.significant,
    };
  }),
  sequential_stream: offer((input: Stream) => {
    const { cumulative_n_per_arm: counts, cumulative_successes_a: a, cumulative_successes_b: b } = input;
    const arms = counts.map((trials, look) => ({ a: sampleOf(a[look]!, trials), b: sampleOf(b[look]!, trials) }));
    const { looks, decidedAt, greater } = firstDecision(arms, optionsOf(input));
    return {
      looks: looks.map((look) =>
        look.decidable
          ? {
              diff: look.effect,
              ci_low: look.interval.low,
              ci_high: look.interval.high,
              p: look.p,
              significant: look.significant,
            }
          : look,
      ),
      first_significant_look: decidedAt === null ? null : decidedAt + 1,
      winner: greater,
    };
  }),
};

const optionsOf = ({ alpha, n_star, difference }: Tuned) => ({ alpha, tunedForCount: n_star, difference });

function sequence(input: (MeanArms | CountArms) & Tuned) {
  const answer = confidenceSequence(...armsOf(input), optionsOf(input));
  if (!answer.decidable) return answer;
  return {
    effect: answer.effect,
    se: answer.standardError,
    rho: answer.rho,
    ci_low: answer.interval.low,
    ci_high: answer.interval.high,
    p_always_valid: answer.p,
    log_p: answer.logP,
    significant: answer.significant,
  };
}

/** The stream takes the sample variance, p(1 - p) n / (n - 1). */
function sampleOf(successes: number, trials: number): SampleSummary {
  const { count, mean, sd } = summariseProportion({ successes, trials });
  return { count, mean, sd: sd === null ? null : sd * Math.sqrt(trials / (trials - 1)) };
}
