import type { SampleSummary } from "../descriptive/summarise";
import { varies } from "../descriptive/varies";
import { tLowerTail, tTwoSided, tUpperTail, twoSidedTQuantile } from "../distributions/student-t";
import type { Interval } from "../interval";
import { decided, DEFAULT_ALPHA, UNDECIDABLE, type Decidable, type Undecidable } from "../undecidable";
import { cohensD, hedgesG } from "./effect-size";

export type WelchAnswer = {
  meanA: number;
  meanB: number;
  /** Mean of b less mean of a. */
  difference: number;
  standardError: number;
  df: number;
  t: number;
  pTwoSided: number;
  /** That b is not greater. */
  pGreater: number;
  /** That b is not less. */
  pLess: number;
  /** Of the difference. */
  interval: Interval;
  /** The difference in pooled standard deviations, and the same without its bias. */
  cohensD: number;
  hedgesG: number;
};

/**
 * Whether two means differ, without assuming equal variances (Welch 1947). Undecidable below two values in an arm and when
 * nothing varies. (Defaults: alpha 0.05, an interval of 1 - alpha.)
 */
export function welchTest(
  a: SampleSummary,
  b: SampleSummary,
  { alpha = DEFAULT_ALPHA, confidence = 1 - alpha }: { alpha?: number; confidence?: number } = {},
): Decidable<WelchAnswer> | Undecidable {
  if (a.mean === null || b.mean === null || a.sd === null || b.sd === null) return UNDECIDABLE;
  const errorA = a.sd / Math.sqrt(a.count);
  const errorB = b.sd / Math.sqrt(b.count);
  const standardError = Math.hypot(errorA, errorB);
  if (!varies(standardError, a.mean, b.mean)) return UNDECIDABLE;
  const [shareA, shareB] = [(errorA / standardError) ** 2, (errorB / standardError) ** 2];
  const df = 1 / (shareA ** 2 / (a.count - 1) + shareB ** 2 / (b.count - 1));
  const difference = b.mean - a.mean;
  const t = difference / standardError;
  const width = twoSidedTQuantile(confidence, df) * standardError;
  const pooledDf = a.count + b.count - 2;
  const d = cohensD(
    difference,
    Math.hypot(a.sd * Math.sqrt(a.count - 1), b.sd * Math.sqrt(b.count - 1)) / Math.sqrt(pooledDf),
  );
  const pTwoSided = tTwoSided(t, df);
  return decided(
    {
      meanA: a.mean,
      meanB: b.mean,
      difference,
      standardError,
      df,
      t,
      pTwoSided,
      pGreater: tUpperTail(t, df),
      pLess: tLowerTail(t, df),
      interval: { low: difference - width, high: difference + width },
      cohensD: d,
      hedgesG: hedgesG(d, pooledDf),
    },
    pTwoSided < alpha,
  );
}
