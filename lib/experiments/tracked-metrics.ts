import type { ExperimentDesign, Metric } from "./schemas";
import { BUILT_IN_MEASURES, metricKey, type Aggregation } from "./words";

type MetricRole = "primary" | "secondary" | "guardrail" | "observed";

export type TrackedMetric = {
  key: string;
  measure: string;
  aggregation: Aggregation;
  per: string | null;
  isLowerBetter: boolean;
  role: MetricRole;
  /** How units are counted by their value: for a percentile, for a test of ranks, or not at all. */
  buckets: "percentile" | "rank" | null;
  /** Of a guardrail; null otherwise. */
  margin: { value: number; isRelative: boolean } | null;
};

/** Counted of every experiment, so that each variant's cost and speed are known whatever it is about. */
const OBSERVED: readonly Metric[] = [
  { measure: "success", aggregation: "mean", per: null },
  { measure: "quality", aggregation: "mean", per: null },
  { measure: "latency", aggregation: "mean", per: null },
  { measure: "latency", aggregation: "p95", per: null },
  { measure: "cost", aggregation: "mean", per: null },
  { measure: "tokens", aggregation: "mean", per: null },
];

/** Every metric of an experiment, the primary one first. One that is named twice keeps its first role, but for guardrails. */
export function trackedMetrics({ primary, secondary, guardrails, method }: ExperimentDesign): TrackedMetric[] {
  const named = [
    { ...tracked(primary, "primary"), ...(method === "rank" && { buckets: "rank" as const }) },
    ...secondary.map((metric) => tracked(metric, "secondary")),
    ...guardrails.map(({ margin, isRelative, ...metric }) => ({
      ...tracked(metric, "guardrail"),
      margin: { value: margin, isRelative },
    })),
  ];
  const keys = new Set(named.map(({ key }) => key));
  return [...named, ...OBSERVED.map((metric) => tracked(metric, "observed")).filter(({ key }) => !keys.has(key))];
}

function tracked(metric: Metric, role: MetricRole): TrackedMetric {
  const { measure, aggregation, per } = metric;
  return {
    key: metricKey(metric),
    measure,
    aggregation,
    per,
    isLowerBetter: metric.isLowerBetter ?? BUILT_IN_MEASURES[measure]?.isLowerBetter ?? false,
    role,
    buckets: aggregation === "p95" ? "percentile" : null,
    margin: null,
  };
}
