import { confidenceSequence, type Interval, type SampleSummary } from "@/lib/platform/stats";
import type { DeploymentPlan, Gate, GateName } from "./schemas";

/** What was seen of one version at one step. */
export type ArmFacts = {
  count: number;
  /** Requests that it did not answer: failed, broken off, or rescued by another version or model. */
  errorCount: number;
  /** Answers that took longer than the limit. */
  slowCount: number;
  /** US dollars of answered requests whose price is known. */
  cost: SampleSummary;
  /** Judged answers, each 0 (wrong) to 1 (right). */
  judged: SampleSummary;
};

/** All that the gates are judged by. */
export type Seen = {
  /** By step. */
  strata: readonly Stratum[];
  /** 95th percentile of the answers over all steps, milliseconds; null without answers. */
  latencyMsP95: { baseline: number | null; candidate: number | null };
  /**
   * Judged requests that both versions answered, one of them unseen: how right the versions were, and how the new one
   * less the old one scatters. More certain than two groups of requests, so it is preferred once there are enough.
   */
  pairs: { count: number; baseline: number; candidate: number; sdOfDifference: number } | null;
};

/** Both versions at one step, so that what changes with time changes for both. */
export type Stratum = { baseline: ArmFacts; candidate: ArmFacts };

/** Requests at which the intervals are narrowest: small enough for teams with little traffic. */
const TUNED_FOR_COUNT = 500;
/** A p95 is at most this share of slow answers by definition. */
const SLOW_SHARE = 0.05;
/** Always allowed on top of the baseline's p95, milliseconds: below it differences are noise. */
export const LATENCY_FLOOR_MS = 25;

/** Latency above which an answer counts as slow, milliseconds; null while the baseline has no p95. */
export const slowLimitMs = (baselineP95: number | null, ratio: number): number | null =>
  baselineP95 === null ? null : Math.max(baselineP95 * ratio, baselineP95 + LATENCY_FLOOR_MS);

/**
 * Looks at every gate that the plan has. The comparisons hold however often one looks (confidence sequences, 5 % in all),
 * and steps are compared each for itself, then put together with the weights of the new version's requests.
 */
export function judgeGates(plan: DeploymentPlan, step: number, seen: Seen): Gate[] {
  const { gates } = plan;
  const { strata } = seen;
  const known = strata.filter(({ baseline, candidate }) => baseline.count > 0 || candidate.count > 0);
  return [
    ...(plan.minSample > 0 ? [sampleGate(plan.minSample, strata[step])] : []),
    ...(gates.quality
      ? [qualityGate(judgedBy(known, seen.pairs, plan.minJudged), gates.quality.margin, plan.minJudged)]
      : []),
    ...(gates.errors ? [errorGate(known, gates.errors.margin)] : []),
    ...(gates.latency ? [latencyGate(known, seen.latencyMsP95, gates.latency.ratio)] : []),
    ...(gates.cost ? [costGate(known, gates.cost.ratio)] : []),
  ];
}

function sampleGate(minSample: number, stratum: Stratum | undefined): Gate {
  const count = stratum?.candidate.count ?? 0;
  return {
    ...emptyGate("sample"),
    verdict: count >= minSample ? "passed" : "waiting",
    baselineCount: stratum?.baseline.count ?? 0,
    candidateCount: count,
    explanation: `${count} of ${minSample} requests at this share.`,
  };
}

type Arms = [baseline: SampleSummary, candidate: SampleSummary];

/** The pairs as two arms whose difference scatters as theirs does; the two groups of requests while pairs are few. */
function judgedBy(strata: readonly Stratum[], pairs: Seen["pairs"], minJudged: number): Arms {
  if (!pairs || pairs.count < minJudged) {
    const [before, now] = pooled(strata, ({ judged }) => judged);
    return [widened(before), widened(now)];
  }
  const { count, baseline, candidate } = pairs;
  // One pair more in which either is right, which only widens: without a difference so far nothing would scatter.
  const sd = Math.sqrt((pairs.sdOfDifference ** 2 * count + 1) / (count + 1) / 2);
  return [
    { count, mean: baseline, sd },
    { count, mean: candidate, sd },
  ];
}

function qualityGate([baseline, candidate]: Arms, margin: number, minJudged: number): Gate {
  const facts = { ...emptyGate("quality"), ...figures(baseline, candidate) };
  if (baseline.count < minJudged || candidate.count < minJudged) {
    const fewest = Math.min(baseline.count, candidate.count);
    return {
      ...facts,
      explanation: `${fewest} of ${minJudged} judged answers of each version, too few to compare their quality.`,
    };
  }
  const difference = differenceOf(baseline, candidate);
  const wanted = margin === 0 ? "better" : `at most ${percent(margin)} worse`;
  if (difference && difference.low > -margin) {
    return { ...facts, difference, verdict: "passed", explanation: `Quality is ${wanted}, for certain.` };
  }
  if (difference && difference.high < 0) {
    return {
      ...facts,
      difference,
      verdict: "failed",
      explanation: `Quality is worse: ${percent(candidate.mean)} right instead of ${percent(baseline.mean)}.`,
    };
  }
  return { ...facts, difference, explanation: `Not certain yet that quality is ${wanted}.` };
}

function errorGate(strata: readonly Stratum[], margin: number): Gate {
  const [baseline, candidate] = pooled(strata, ({ errorCount, count }) => shareSummary(errorCount, count));
  const facts = { ...emptyGate("errors"), ...figures(baseline, candidate) };
  if (candidate.count === 0) return { ...facts, explanation: "No request has been served yet." };
  const difference = differenceOf(smoothed(baseline), smoothed(candidate));
  const isWorse = difference !== null && difference.low > 0;
  if (isWorse && difference.high > margin) {
    return {
      ...facts,
      difference,
      verdict: "failed",
      explanation: `${percent(candidate.mean)} of the requests fail instead of ${percent(baseline.mean)}.`,
    };
  }
  const isNoWorse = (candidate.mean ?? 0) <= (baseline.mean ?? 0) + margin;
  return {
    ...facts,
    difference,
    verdict: isNoWorse ? "passed" : "waiting",
    explanation: isNoWorse
      ? "No more requests fail than allowed."
      : `${percent(candidate.mean)} of the requests failed so far, too few to be certain.`,
  };
}

function latencyGate(strata: readonly Stratum[], p95: Seen["latencyMsP95"], ratio: number): Gate {
  const limit = slowLimitMs(p95.baseline, ratio);
  const [slowBefore, slowNow] = pooled(strata, ({ slowCount, count, errorCount }) =>
    shareSummary(slowCount, count - errorCount),
  );
  const facts = {
    ...emptyGate("latency"),
    ...p95,
    baselineCount: slowBefore.count,
    candidateCount: slowNow.count,
  };
  if (limit === null || slowNow.count === 0) return { ...facts, explanation: "No latency to compare yet." };
  const slower = differenceOf(smoothed(slowBefore), smoothed(slowNow));
  const rounded = `${Math.round(limit)} ms`;
  if (slower && slower.low > SLOW_SHARE - (slowBefore.mean ?? 0)) {
    return {
      ...facts,
      verdict: "failed",
      explanation: `${percent(slowNow.mean)} of the answers take more than ${rounded}, where 5 % are allowed.`,
    };
  }
  const isQuick = (slowNow.mean ?? 0) <= SLOW_SHARE;
  return {
    ...facts,
    verdict: isQuick ? "passed" : "waiting",
    explanation: isQuick
      ? `95 % of the answers come within ${rounded}.`
      : `${percent(slowNow.mean)} of the answers took more than ${rounded} so far, too few to be certain.`,
  };
}

function costGate(strata: readonly Stratum[], ratio: number): Gate {
  const [baseline, candidate] = pooled(strata, ({ cost }) => cost);
  const facts = { ...emptyGate("cost"), ...figures(baseline, candidate) };
  if (baseline.mean === null || candidate.mean === null) {
    return {
      ...facts,
      verdict: "passed",
      explanation: "The cost of both versions is not known, so it decides nothing.",
    };
  }
  const allowed = baseline.mean * ratio;
  const difference = differenceOf(baseline, candidate);
  if (difference && difference.low > allowed - baseline.mean) {
    return {
      ...facts,
      difference,
      verdict: "failed",
      explanation: `A request costs more than ${ratio} times as much.`,
    };
  }
  const isCheap = candidate.mean <= allowed;
  return {
    ...facts,
    difference,
    verdict: isCheap ? "passed" : "waiting",
    explanation: isCheap
      ? `A request costs at most ${ratio} times as much.`
      : "A request cost more so far, too few to be certain.",
  };
}

const NOTHING: SampleSummary = { count: 0, mean: null, sd: null };

/**
 * Both versions over all steps: each step weighs what the new version's share of its values is, in both, so that a step
 * with many old and few new values counts for both alike. Steps where one of the two has no values are left out.
 */
function pooled(strata: readonly Stratum[], valueOf: (arm: ArmFacts) => SampleSummary): Arms {
  const pairs = strata
    .map(({ baseline, candidate }) => [valueOf(baseline), valueOf(candidate)] as const)
    .filter(([before, now]) => before.mean !== null && now.mean !== null);
  const total = pairs.reduce((sum, [, now]) => sum + now.count, 0);
  if (total === 0) {
    const only = (arm: keyof Stratum) => strata.map((stratum) => valueOf(stratum[arm])).find(({ count }) => count > 0);
    return [only("baseline") ?? NOTHING, only("candidate") ?? NOTHING];
  }
  const weighted = (side: 0 | 1) =>
    weightedMean(pairs.map((pair) => ({ value: pair[side], weight: pair[1].count / total })));
  return [weighted(0), weighted(1)];
}

/** The weighted mean of means with the spread that gives its standard error: a single value has none, and weighs with 0.5. */
function weightedMean(parts: readonly { value: SampleSummary; weight: number }[]): SampleSummary {
  const count = parts.reduce((sum, { value }) => sum + value.count, 0);
  const mean = parts.reduce((sum, { value, weight }) => sum + weight * (value.mean ?? 0), 0);
  const variance = parts.reduce(
    (sum, { value, weight }) => sum + (weight ** 2 * (value.sd ?? 0.5) ** 2) / value.count,
    0,
  );
  return { count, mean, sd: Math.sqrt(variance * count) };
}

function shareSummary(part: number, whole: number): SampleSummary {
  if (whole <= 0) return NOTHING;
  const share = part / whole;
  return { count: whole, mean: share, sd: Math.sqrt(share * (1 - share)) };
}

/**
 * One right and one wrong value more, which only widens: an arm in which everything was alike would seem certain
 * (Agresti and Caffo 2000).
 */
function smoothed({ count, mean, sd }: SampleSummary): SampleSummary {
  if (mean === null || count === 0) return { count: 2, mean: 0.5, sd: 0.5 };
  const share = (mean * count + 1) / (count + 2);
  const spread = Math.sqrt(((sd ?? 0.5) ** 2 * count + (1 - share) ** 2 + share ** 2) / (count + 2));
  return { count: count + 2, mean: share, sd: spread };
}

/** The same mean with the spread of one right and one wrong value more, counted as they are. */
const widened = (arm: SampleSummary): SampleSummary =>
  arm.mean === null ? arm : { ...arm, sd: Math.max(arm.sd ?? 0, smoothed(arm).sd ?? 0) };

function differenceOf(baseline: SampleSummary, candidate: SampleSummary): Interval | null {
  const answer = confidenceSequence(baseline, candidate, { tunedForCount: TUNED_FOR_COUNT });
  return answer.decidable ? answer.interval : null;
}

const figures = (baseline: SampleSummary, candidate: SampleSummary) => ({
  baseline: baseline.mean,
  candidate: candidate.mean,
  baselineCount: baseline.count,
  candidateCount: candidate.count,
});

const emptyGate = (gate: GateName): Gate => ({
  gate,
  verdict: "waiting",
  baseline: null,
  candidate: null,
  baselineCount: 0,
  candidateCount: 0,
  difference: null,
  explanation: "",
});

const percent = (share: number | null): string => (share === null ? "an unknown share" : `${round(share * 100)} %`);
const round = (value: number): number => Math.round(value * 10) / 10;
