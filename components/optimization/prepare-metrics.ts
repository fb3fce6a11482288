import { formatCount, formatLatency, formatPercent, formatQuality, formatUsd, formatSigned } from "@/lib/client/format";
import type { Change, Comparison, Metric, Metrics } from "@/lib/optimization/schemas";
import { LOWER_IS_BETTER, METRICS, type MetricName } from "@/lib/optimization/words";

export type MetricRow = {
  name: MetricName;
  label: string;
  /** With its interval; why there is none when it was not measured. */
  before: string;
  after: string;
  /** With its sign, and with the interval where the tests were compared one by one; null when one side is unknown. */
  change: string | null;
  /** `unclear`: the interval of the change holds zero; without one, those of before and after overlap. */
  verdict: "better" | "worse" | "unclear" | "unknown";
  count: number | null;
};

const LABELS = {
  accuracy: "Accuracy",
  quality_score: "Quality, 0 to 100",
  latency_ms_p50: "Latency, median",
  latency_ms_p95: "Latency, 95th percentile",
  cost_per_request: "Cost of a request",
  throughput_rps: "Throughput, answers a second",
  memory_usage_mb: "Memory of the process",
  cpu_usage_percent: "Processor while answering",
} as const satisfies Record<MetricName, string>;

const FORMATS: Record<MetricName, (value: number) => string> = {
  accuracy: formatPercent,
  quality_score: formatQuality,
  latency_ms_p50: formatLatency,
  latency_ms_p95: formatLatency,
  cost_per_request: formatUsd,
  throughput_rps: (value) => (value < 100 ? value.toFixed(1) : formatCount(Math.round(value))),
  memory_usage_mb: (value) => `${value.toFixed(0)} MB`,
  cpu_usage_percent: (value) => `${value.toFixed(0)} %`,
};

/** Differences of these are told in points, of the others in per cent of the value before. */
const IN_POINTS: ReadonlySet<MetricName> = new Set<MetricName>(["accuracy", "quality_score", "cpu_usage_percent"]);

/** Before and after, a row for each metric, ready to be drawn. `comparison`: the changes on the same tests. */
export function prepareMetrics(before: Metrics, after: Metrics, comparison: Comparison): MetricRow[] {
  return METRICS.map((name) => {
    const [was, is] = [before[name], after[name]];
    const isKnown = was.value !== null && is.value !== null;
    const paired = isKnown ? pairedChange(name, comparison) : null;
    return {
      name,
      label: LABELS[name],
      before: textOf(name, was),
      after: textOf(name, is),
      change: paired ? pairedText(name, paired) : changeOf(name, was, is),
      verdict: paired ? signVerdict(name, paired) : verdictOf(name, was, is),
      count: is.value === null ? null : is.count,
    };
  });
}

function textOf(name: MetricName, metric: Metric): string {
  if (metric.value === null) return metric.reason;
  const format = FORMATS[name];
  return `${format(metric.value)} (${format(metric.low)} to ${format(metric.high)})`;
}

function changeOf(name: MetricName, before: Metric, after: Metric): string | null {
  if (before.value === null || after.value === null) return null;
  const difference = after.value - before.value;
  if (IN_POINTS.has(name)) return `${formatSigned(name === "accuracy" ? 100 * difference : difference)} points`;
  return before.value === 0 ? null : `${formatSigned((100 * difference) / before.value)} %`;
}

/** Of the metrics that were compared test by test, which tells more than two intervals beside each other. */
function pairedChange(name: MetricName, { quality, cost, latencyP50, latencyP95 }: Comparison): Change | null {
  switch (name) {
    case "accuracy":
    case "quality_score":
      return quality;
    case "cost_per_request":
      return cost;
    case "latency_ms_p50":
      return latencyP50;
    case "latency_ms_p95":
      return latencyP95;
    default:
      return null;
  }
}

function pairedText(name: MetricName, { mean, low, high }: Change): string {
  const [factor, unit] = IN_POINTS.has(name) ? [1, "points"] : [100, "%"];
  return `${formatSigned(factor * mean)} ${unit} (${formatSigned(factor * low)} to ${formatSigned(factor * high)})`;
}

function signVerdict(name: MetricName, { low, high }: Change): MetricRow["verdict"] {
  if (low <= 0 && high >= 0) return "unclear";
  return high < 0 === LOWER_IS_BETTER.has(name) ? "better" : "worse";
}

function verdictOf(name: MetricName, before: Metric, after: Metric): MetricRow["verdict"] {
  if (before.value === null || after.value === null) return "unknown";
  const isLower = after.high < before.low;
  const isHigher = after.low > before.high;
  if (!isLower && !isHigher) return "unclear";
  return isLower === LOWER_IS_BETTER.has(name) ? "better" : "worse";
}
