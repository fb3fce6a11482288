import { formatLatency, formatPercent, formatQuality, formatUsd } from "@/lib/client/format";
import type { ValueEstimate, WhatIf, WhatIfMeasure } from "@/lib/routing/schemas";

/** A mean and its 95 % interval in words; no interval when it is a point or nothing is known. */
export type Estimate = { mean: string; interval: string | null };

export type WhatIfRow = {
  label: string;
  actual: Estimate;
  other: Estimate;
  difference: Estimate;
  /** null when the interval of the difference holds zero: it may be either. */
  verdict: "better" | "worse" | null;
  /** How the other figure was estimated, from how many decisions. */
  basis: string;
  warning: string | null;
};

const MEASURES = [
  { key: "quality", label: "Quality", format: formatQuality, isMoreBetter: true },
  { key: "costUsd", label: "Cost a request", format: formatUsd, isMoreBetter: false },
  { key: "latencyMs", label: "Latency", format: formatLatency, isMoreBetter: false },
  { key: "successRate", label: "Success rate", format: formatPercent, isMoreBetter: true },
] as const;

/** The rows of the comparison; what was never measured has none. */
export const prepareWhatIf = (answer: WhatIf): WhatIfRow[] =>
  MEASURES.flatMap(({ key, label, format, isMoreBetter }) => {
    const measure = answer[key];
    return measure ? [rowOf(label, measure, format, isMoreBetter)] : [];
  });

function rowOf(
  label: string,
  { actual, other }: WhatIfMeasure,
  format: (value: number) => string,
  isMoreBetter: boolean,
): WhatIfRow {
  const estimate = other.doublyRobust ?? other.snips;
  return {
    label,
    actual: inWords(actual, format),
    other: estimate ? inWords(estimate, format) : UNKNOWN,
    difference: other.difference ? inWords(other.difference, signed(format)) : UNKNOWN,
    verdict: other.difference && verdictOf(other.difference, isMoreBetter),
    basis: `${other.doublyRobust ? "doubly robust" : "self-normalised"}, worth ${Math.floor(other.effectiveDecisions)} of ${other.decisions} decisions`,
    warning: other.warning,
  };
}

const UNKNOWN: Estimate = { mean: "unknown", interval: null };

const inWords = ({ mean, low, high }: ValueEstimate, format: (value: number) => string): Estimate => ({
  mean: format(mean),
  interval: low === high ? null : `${format(low)} to ${format(high)}`,
});

const signed =
  (format: (value: number) => string) =>
  (value: number): string => {
    if (value === 0) return format(0);
    return `${value > 0 ? "+" : "−"}${format(Math.abs(value))}`;
  };

function verdictOf({ low, high }: ValueEstimate, isMoreBetter: boolean): WhatIfRow["verdict"] {
  if (low > 0) return isMoreBetter ? "better" : "worse";
  if (high < 0) return isMoreBetter ? "worse" : "better";
  return null;
}
