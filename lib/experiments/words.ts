/** The words of this domain without the validator: for pages that only offer or name them. */

export const EXPERIMENT_KINDS = ["test", "bandit"] as const;
/** `test`: fixed shares and a verdict. `bandit`: traffic follows what is likely best, until one arm is surely best. */
export type ExperimentKind = (typeof EXPERIMENT_KINDS)[number];

export const EXPERIMENT_STATUSES = ["draft", "running", "paused", "stopped"] as const;
export type ExperimentStatus = (typeof EXPERIMENT_STATUSES)[number];

export const EXPERIMENT_UNITS = ["request", "session", "user"] as const;
/** What is assigned to a variant, and stays with it. */
export type ExperimentUnit = (typeof EXPERIMENT_UNITS)[number];

export const EXPERIMENT_METHODS = ["sequential", "msprt", "fixed", "rank"] as const;
/**
 * How the primary metric is compared. `sequential`: an asymptotic confidence sequence, and `msprt`: the mixture test that
 * expects differences about as large as `minimumEffect`; both are valid however often one looks. `fixed`: Welch's test, and
 * `rank`: the test of Mann and Whitney, which no outlier moves; both look once, when the planned size is reached.
 */
export type ExperimentMethod = (typeof EXPERIMENT_METHODS)[number];

/** Whether a verdict may be read at every look, or once at the planned size. */
export const isAnytime = (method: ExperimentMethod): boolean => method === "sequential" || method === "msprt";

/** Who asks which variant a unit gets: our gateway, or a program that calls models itself. */
export const ASSIGNMENTS = ["gateway", "api"] as const;

export const COVARIATE_SOURCES = ["reported", "history"] as const;
/** Where a covariate comes from: what callers report with a unit, or the unit's own executions before the phase began. */
export type CovariateSource = (typeof COVARIATE_SOURCES)[number];

export const AGGREGATIONS = ["mean", "sum", "any", "p95", "ratio"] as const;
/**
 * What the value of a unit is. `mean` and `sum` of its measurements; `any`: 1 when one of them is not 0; `p95`: the
 * 95th percentile over the units' means; `ratio`: its sum per sum of another measure.
 */
export type Aggregation = (typeof AGGREGATIONS)[number];

export type MeasureFacts = {
  name: string;
  unit: "share" | "points" | "milliseconds" | "usd" | "tokens" | "count";
  isLowerBetter: boolean;
};

/** Measured of every execution. Any other name is what callers report as an outcome. */
export const BUILT_IN_MEASURES: Readonly<Record<string, MeasureFacts>> = {
  success: { name: "Success rate", unit: "share", isLowerBetter: false },
  error: { name: "Error rate", unit: "share", isLowerBetter: true },
  quality: { name: "Quality", unit: "points", isLowerBetter: false },
  confidence: { name: "Confidence", unit: "share", isLowerBetter: false },
  latency: { name: "Latency", unit: "milliseconds", isLowerBetter: true },
  first_token: { name: "Time to first token", unit: "milliseconds", isLowerBetter: true },
  cost: { name: "Cost", unit: "usd", isLowerBetter: true },
  tokens: { name: "Tokens", unit: "tokens", isLowerBetter: true },
  output_tokens: { name: "Output tokens", unit: "tokens", isLowerBetter: true },
  calls: { name: "Calls", unit: "count", isLowerBetter: true },
};

export type VerdictAction = "ship" | "roll_back" | "no_difference" | "keep_running";

/** A metric in a word that is unique within an experiment: `cost`, `cost.sum`, `latency.p95`, `cost/success`. */
export function metricKey({
  measure,
  aggregation,
  per,
}: {
  measure: string;
  aggregation: Aggregation;
  per: string | null;
}): string {
  if (aggregation === "ratio") return `${measure}/${per ?? ""}`;
  return aggregation === "mean" ? measure : `${measure}.${aggregation}`;
}

/** A metric as a person says it. */
export function metricName(key: string): string {
  const [measure, aggregation] = key.split(".") as [string, string?];
  const [top, per] = measure.split("/") as [string, string?];
  const name = nameOf(top);
  if (per) return `${name} per ${nameOf(per).toLowerCase()}`;
  if (aggregation === "p95") return `${name}, p95`;
  if (aggregation === "sum") return `${name}, sum per unit`;
  return aggregation === "any" ? `${name}, at least once` : name;
}

const nameOf = (measure: string): string => {
  const words = BUILT_IN_MEASURES[measure]?.name ?? measure.replaceAll("_", " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
};

/** The measure that gives a metric its unit; null for one that callers report. */
export const measureFacts = (key: string): MeasureFacts | null => BUILT_IN_MEASURES[key.split(/[./]/)[0]!] ?? null;

// Making a formatter takes fifty times as long as using it, and every look of a verdict writes sentences.
const TWO_DECIMALS = new Intl.NumberFormat("en-US", { maximumFractionDigits: 2 });
const THREE_DIGITS = new Intl.NumberFormat("en-US", { maximumSignificantDigits: 3 });

const decimal = (value: number): string => TWO_DECIMALS.format(value);
const significant = (value: number): string => THREE_DIGITS.format(value);

/** A value of a metric with its unit: "62.1 %", "1,240 ms", "$0.0021". A difference of shares is in points. */
export function formatMetric(key: string, value: number | null, { isDifference = false } = {}): string {
  if (value === null) return "unknown";
  const sign = isDifference && value > 0 ? "+" : "";
  const [, aggregation] = key.split(".");
  if (aggregation === "any" || (measureFacts(key)?.unit === "share" && !key.includes("/") && aggregation !== "sum"))
    return isDifference ? `${sign}${decimal(100 * value)} points` : `${decimal(100 * value)} %`;
  switch (measureFacts(key)?.unit) {
    case "milliseconds":
      return `${sign}${significant(value)} ms`;
    case "usd":
      return `${sign}${value < 0 ? "-" : ""}$${significant(Math.abs(value))}`;
    default:
      return `${sign}${significant(value)}`;
  }
}
