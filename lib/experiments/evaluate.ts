import { adjustPValues, checkSampleRatio } from "@/lib/platform/stats";
import { compareArms, type Compared, type ComparisonOptions } from "./compare-arms";
import { noSums, type MetricSums } from "./metric-sums";
import type { ExperimentDesign } from "./schemas";
import { trackedMetrics, type TrackedMetric } from "./tracked-metrics";
import { isAnytime, type ExperimentMethod } from "./words";

/** Units of each variant below which nothing is decided. */
export const MINIMUM_UNITS = 50;
/** Units of both arms at which intervals are narrowest, while no size is planned. */
const DEFAULT_TUNED_FOR = 5_000;

/** One variant as the running sums have it; the first of several is the control. */
export type Arm = {
  key: string;
  /** Meant share of traffic. */
  weight: number;
  units: number;
  /** By key of the metric. */
  sums: ReadonlyMap<string, MetricSums>;
};

type GuardrailState = "safe" | "harmed" | "unclear";

export type Comparison = {
  metric: TrackedMetric;
  variant: string;
  /** null = nothing can be said yet. */
  compared: Compared | null;
  /** Corrected for several variants (primary) or metrics (secondary); null when nothing can be said. */
  pAdjusted: number | null;
  isSignificant: boolean;
  /** Significant in the good direction, in the bad one, or neither. */
  direction: "better" | "worse" | null;
  /** Of a guardrail; null otherwise. */
  guardrail: GuardrailState | null;
  /** Of a guardrail, in the unit of the metric; null otherwise. */
  margin: number | null;
};

type SampleRatio = { p: number | null; isMismatch: boolean };

export type Evaluation = {
  comparisons: Comparison[];
  sampleRatio: SampleRatio;
  units: number;
  /** Units of the smallest variant. */
  smallestArm: number;
};

const EMPTY = noSums();

/** Whether the primary metric may be judged now: a test that looks once is silent before its planned size. */
export const mayJudge = ({ method, unitsPerVariant }: ExperimentDesign, smallestArm: number): boolean =>
  isAnytime(method) || smallestArm >= (unitsPerVariant ?? Infinity);

/** Everything that can be said of an experiment from its running sums. Pure: the same sums give the same answer. */
export function evaluate(design: ExperimentDesign, arms: readonly Arm[]): Evaluation {
  const metrics = trackedMetrics(design);
  const [control, ...treatments] = arms;
  const comparisons = metrics.flatMap((metric) => compareAll(design, metric, metrics, control!, treatments));
  const smallestArm = Math.min(...arms.map(({ units }) => units));
  const ratio = checkSampleRatio(
    arms.map(({ units }) => units),
    arms.map(({ weight }) => weight),
  );
  return {
    comparisons: mayJudge(design, smallestArm) ? withSecondaryCorrection(design, comparisons) : comparisons,
    // A bandit moves its shares, so no ratio is meant.
    sampleRatio:
      design.kind === "test" && ratio.decidable
        ? { p: ratio.p, isMismatch: ratio.significant }
        : { p: null, isMismatch: false },
    units: arms.reduce((sum, { units }) => sum + units, 0),
    smallestArm,
  };
}

function compareAll(
  design: ExperimentDesign,
  metric: TrackedMetric,
  metrics: readonly TrackedMetric[],
  control: Arm,
  treatments: readonly Arm[],
): Comparison[] {
  const options = optionsOf(design, metric, metrics, treatments.length);
  const sumsOf = (arm: Arm) => arm.sums.get(metric.key) ?? EMPTY;
  const answers = treatments.map((arm) => compareArms(metric, sumsOf(control), sumsOf(arm), options));
  // Guardrails are watched at every look; what looks once tells no direction before that look.
  const mayTell =
    metric.role === "guardrail" || mayJudge(design, Math.min(...[control, ...treatments].map(({ units }) => units)));
  const adjusted =
    metric.role === "primary"
      ? adjustKnown(
          answers.map((answer) => answer?.p ?? null),
          "holm",
        )
      : null;
  return treatments.map((arm, index) => {
    const compared = answers[index]!;
    const pAdjusted = adjusted ? adjusted[index]! : (compared?.p ?? null);
    return {
      metric,
      variant: arm.key,
      compared,
      pAdjusted,
      ...significance(metric, mayTell ? compared : null, pAdjusted, design.alpha),
      ...guardrailOf(metric, compared),
    };
  });
}

/**
 * Intervals of several variants hold together (Bonferroni). A guardrail asks of one side only, so its interval is made at
 * twice the level that all guardrails share.
 */
function optionsOf(
  { alpha, method, usesCovariate, unitsPerVariant, minimumEffect }: ExperimentDesign,
  { role }: TrackedMetric,
  metrics: readonly TrackedMetric[],
  treatments: number,
): ComparisonOptions {
  const tunedForCount = unitsPerVariant === null ? DEFAULT_TUNED_FOR : 2 * unitsPerVariant;
  const guardrails = metrics.filter((metric) => metric.role === "guardrail").length;
  const level = role === "guardrail" ? Math.min(0.5, (2 * alpha) / (treatments * guardrails)) : alpha / treatments;
  return { alpha: level, method: methodOf(method, role), tunedForCount, usesCovariate, expectedSd: minimumEffect };
}

/**
 * Guardrails are watched at every look, whatever the primary metric does. What is said in the unit of the primary metric, or
 * of its values one by one, is not known of the others.
 */
function methodOf(method: ExperimentMethod, role: TrackedMetric["role"]): ExperimentMethod {
  if (role === "primary") return method;
  if (role === "guardrail") return "sequential";
  return isAnytime(method) ? "sequential" : "fixed";
}

function significance(metric: TrackedMetric, compared: Compared | null, pAdjusted: number | null, alpha: number) {
  const isSignificant = compared !== null && pAdjusted !== null && pAdjusted < alpha;
  if (!isSignificant) return { isSignificant, direction: null };
  // With many equal values the median difference can be 0 where ranks differ for sure.
  const isHigher = compared.superiority === null ? compared.effect > 0 : compared.superiority > 0.5;
  return { isSignificant, direction: isHigher === metric.isLowerBetter ? ("worse" as const) : ("better" as const) };
}

/**
 * `safe`: for sure not worse by more than the margin. `harmed`: for sure worse, and as far as one can tell by more than the
 * margin.
 */
function guardrailOf(metric: TrackedMetric, compared: Compared | null): Pick<Comparison, "guardrail" | "margin"> {
  if (!metric.margin) return { guardrail: null, margin: null };
  if (!compared) return { guardrail: "unclear", margin: metric.margin.isRelative ? null : metric.margin.value };
  const base = compared.control.mean ?? 0;
  const margin = metric.margin.isRelative ? metric.margin.value * Math.abs(base) : metric.margin.value;
  const [harm, least, most] = metric.isLowerBetter
    ? [compared.effect, compared.low, compared.high]
    : [-compared.effect, -compared.high, -compared.low];
  if (least > 0 && harm > margin) return { guardrail: "harmed", margin };
  return { guardrail: most < margin ? "safe" : "unclear", margin };
}

function withSecondaryCorrection({ alpha }: ExperimentDesign, comparisons: readonly Comparison[]): Comparison[] {
  const secondary = comparisons.filter(({ metric }) => metric.role === "secondary");
  const adjusted = adjustKnown(
    secondary.map(({ compared }) => compared?.p ?? null),
    "benjamini_hochberg",
  );
  const byComparison = new Map(secondary.map((comparison, index) => [comparison, adjusted[index]!]));
  return comparisons.map((comparison) => {
    const pAdjusted = byComparison.get(comparison);
    if (pAdjusted === undefined) return comparison;
    return { ...comparison, pAdjusted, ...significance(comparison.metric, comparison.compared, pAdjusted, alpha) };
  });
}

/** Values that are not known take no part. */
function adjustKnown(p: readonly (number | null)[], method: "holm" | "benjamini_hochberg"): (number | null)[] {
  const known = adjustPValues(
    p.filter((value) => value !== null),
    method,
  );
  let next = 0;
  return p.map((value) => (value === null ? null : known[next++]!));
}
