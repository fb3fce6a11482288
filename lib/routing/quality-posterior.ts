/** Sums of scores, each 0–100. */
export type ScoreSums = { count: number; sum: number; squareSum: number };

export type QualityEstimate = {
  /** 0–100; null when nothing was ever measured, neither here nor on other tasks. */
  mean: number | null;
  /** 90 % credible interval, 0–100. */
  low: number;
  high: number;
  /** Scores behind the estimate. */
  observations: number;
};

export type QualityEvidence = {
  /** Scored executions of this model for this task. */
  task: ScoreSums;
  /** Scored executions of this model for tasks of the same category, this one included. */
  category: ScoreSums;
  /** Scored executions of this model for all tasks. */
  overall: ScoreSums;
  /** Mean quality in the newest benchmark of the task's category, 0–100; null when there was none. */
  benchmark: { quality: number; count: number } | null;
  /** Accuracy on held-out examples, for a model trained for this task. */
  validation: { accuracy: number; count: number } | null;
};

/** Quality assumed for a model without any score: the middle, so that new models are tried but not preferred. */
const UNSCORED_MEAN = 50;
/** Standard deviation of scores before any is seen: half of the scale fits into the 90 % interval. */
const PRIOR_SD = 25;
/** How many scores the prior counts for. Few observations therefore weigh little. */
const PRIOR_STRENGTH = 8;
/** What a model did for tasks of other categories counts for at most this many scores here. */
const MAX_OVERALL_STRENGTH = 20;
/** A benchmark asks questions of the category, but not the caller's: it counts for at most this many scores here. */
const MAX_BENCHMARK_STRENGTH = 20;
/** What it did for other tasks of this category, together with all that is less like this task. */
const MAX_CATEGORY_STRENGTH = 40;
/** Validation counts for at most this many scores, so that live feedback can overrule it. */
const MAX_VALIDATION_STRENGTH = 300;
/** Quantile of the normal distribution for a two-sided 90 % interval. */
const Z_90 = 1.645;

/**
 * Posterior mean and interval of a model's quality for a task: a normal mean with a prior that is shrunk step by
 * step, from the middle of the scale to the model's scores everywhere, to its benchmark, to its scores for tasks of the same
 * category, to its validation, to its scores for this task. Each level is capped, so that much of what is far away never outweighs a
 * little of what is near. After Gelman et al., Bayesian Data Analysis (2013), 2.5 (normal mean, conjugate prior).
 */
export function estimateQuality({ task, category, overall, benchmark, validation }: QualityEvidence): QualityEstimate {
  let mean = UNSCORED_MEAN;
  let strength = PRIOR_STRENGTH;
  const levels = [
    { scores: without(overall, category), most: MAX_OVERALL_STRENGTH, cap: MAX_OVERALL_STRENGTH },
    {
      scores: scoresOf(benchmark),
      most: MAX_BENCHMARK_STRENGTH,
      cap: MAX_OVERALL_STRENGTH + MAX_BENCHMARK_STRENGTH / 2,
    },
    { scores: without(category, task), most: MAX_CATEGORY_STRENGTH, cap: MAX_CATEGORY_STRENGTH },
  ];
  for (const { scores, most, cap } of levels) {
    if (scores.count <= 0) continue;
    const weight = Math.min(scores.count, most);
    mean = weighted(mean, strength, scores.sum / scores.count, weight);
    strength = Math.min(strength + weight, cap);
  }
  if (validation && validation.count > 0) {
    const weight = Math.min(validation.count, MAX_VALIDATION_STRENGTH);
    // Held-out accuracy is a measurement of this very task, so it replaces the vaguer prior instead of mixing with it.
    mean = 100 * validation.accuracy;
    strength = Math.max(PRIOR_STRENGTH, weight);
  }
  const variance = pooledVariance(task, mean, strength);
  if (task.count > 0) {
    mean = weighted(mean, strength, task.sum / task.count, task.count);
    strength += task.count;
  }
  const observations = Math.max(task.count, overall.count) + (validation?.count ?? 0) + (benchmark?.count ?? 0);
  const margin = Z_90 * Math.sqrt(variance / strength);
  return {
    mean: observations === 0 ? null : mean,
    low: observations === 0 ? 0 : Math.max(0, mean - margin),
    high: observations === 0 ? 100 : Math.min(100, mean + margin),
    observations,
  };
}

/** The mean that the ranking uses when nothing was measured. */
export const qualityOrMiddle = (mean: number | null): number => mean ?? UNSCORED_MEAN;

const scoresOf = (benchmark: QualityEvidence["benchmark"]) =>
  benchmark ? { count: benchmark.count, sum: benchmark.count * benchmark.quality } : { count: 0, sum: 0 };

const without = (all: ScoreSums, part: ScoreSums) => ({ count: all.count - part.count, sum: all.sum - part.sum });

function weighted(a: number, weightA: number, b: number, weightB: number): number {
  return (a * weightA + b * weightB) / (weightA + weightB);
}

/** Variance of single scores: the prior's, updated by the spread of what was seen. */
function pooledVariance(task: ScoreSums, priorMean: number, strength: number): number {
  const prior = Math.min(PRIOR_SD ** 2, Math.max(25, priorMean * (100 - priorMean)));
  if (task.count < 2) return prior;
  const mean = task.sum / task.count;
  const squares = Math.max(0, task.squareSum - task.count * mean * mean);
  const priorWeight = Math.min(strength, PRIOR_STRENGTH);
  return (priorWeight * prior + squares) / (priorWeight + task.count - 1);
}
