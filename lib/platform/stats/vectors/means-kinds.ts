import { summarise, type SampleSummary } from "../descriptive/summarise";
import { adjustByCovariate } from "../means/adjust-by-covariate";
import { meanInterval } from "../means/mean-interval";
import { welchTest } from "../means/welch-test";
import { armsOf, type MeanArms } from "./arms";
import { offer, type OfferedKind } from "./offered-kind";

type Samples = { a: number[]; b: number[] };
type WithPast = { pre_a: number[]; post_a: number[]; pre_b: number[]; post_b: number[] };

export const MEANS_KINDS: Record<string, OfferedKind> = {
  welch_t: offer(({ a, b }: Samples) => welch(summarise(a), summarise(b))),
  welch_t_degenerate: offer(({ a, b }: Samples) => welch(summarise(a), summarise(b))),
  welch_t_summary: offer((input: MeanArms) => welch(...armsOf(input))),
  mean_ci: offer(({ x, confidence }: { x: number[]; confidence: number }) => {
    const summary = summarise(x);
    const interval = meanInterval(summary, confidence);
    return { ...summary, ci_low: interval?.low ?? null, ci_high: interval?.high ?? null };
  }),
  cuped: offer(({ pre_a, post_a, pre_b, post_b }: WithPast) => {
    const adjusted = adjustByCovariate({ before: pre_a, during: post_a }, { before: pre_b, during: post_b });
    const [a, b] = [summarise(adjusted.a), summarise(adjusted.b)];
    const { t, p_two_sided } = welch(a, b);
    return {
      theta_pooled: adjusted.slope,
      adjusted_mean_a: a.mean,
      adjusted_mean_b: b.mean,
      adjusted_var_a: a.sd === null ? null : a.sd ** 2,
      adjusted_var_b: b.sd === null ? null : b.sd ** 2,
      t,
      p_two_sided,
    };
  }),
};

function welch(a: SampleSummary, b: SampleSummary) {
  const answer = welchTest(a, b);
  const wider = welchTest(a, b, { confidence: 0.99 });
  if (!answer.decidable || !wider.decidable) return { decidable: false, significant: false };
  return {
    decidable: true,
    significant: answer.significant,
    mean_a: answer.meanA,
    mean_b: answer.meanB,
    diff: answer.difference,
    se: answer.standardError,
    df: answer.df,
    t: answer.t,
    p_two_sided: answer.pTwoSided,
    p_greater: answer.pGreater,
    p_less: answer.pLess,
    ci95_low: answer.interval.low,
    ci95_high: answer.interval.high,
    ci99_low: wider.interval.low,
    ci99_high: wider.interval.high,
    cohens_d: answer.cohensD,
    hedges_g_exact: answer.hedgesG,
  };
}
