import { formatCount, formatLatency, formatPercent, formatQuality, formatUsd } from "@/lib/client/format";
import type { AlertRuleContent } from "@/lib/alerts/schemas";
import { ALERT_METRIC_FACTS, ALERT_METRIC_NAMES, type AlertMetric } from "@/lib/alerts/words";

/** A value of a metric in its unit; null is a dash. */
export function formatMeasure(metric: AlertMetric, value: number | null): string {
  switch (ALERT_METRIC_FACTS[metric].unit) {
    case "rate":
    case "share":
      return formatPercent(value);
    case "milliseconds":
      return formatLatency(value);
    case "usd":
      return value === null ? "–" : formatUsd(value);
    case "points":
      return formatQuality(value);
    case "models":
    case "variants":
      return formatCount(value);
    case "index":
      return value === null ? "–" : value.toFixed(2);
  }
}

type Condition = Pick<AlertRuleContent, "metric" | "comparison" | "threshold" | "windowMinutes">;

/** "Error rate above 10% over 60 minutes". */
export function conditionText({ metric, comparison, threshold, windowMinutes }: Condition): string {
  const window = windowMinutes === null ? "" : ` over ${windowText(windowMinutes)}`;
  return `${ALERT_METRIC_NAMES[metric]} ${comparison} ${formatMeasure(metric, threshold)}${window}`;
}

/** "90 minutes", "6 hours", "7 days". */
export function windowText(minutes: number): string {
  const [count, unit] =
    minutes % 1_440 === 0
      ? [minutes / 1_440, "day"]
      : minutes % 60 === 0
        ? [minutes / 60, "hour"]
        : [minutes, "minute"];
  return `${count} ${unit}${count === 1 ? "" : "s"}`;
}

/** What a rule is about. */
export const scopeText = ({
  scope,
  scopeRef,
  scopeName,
}: {
  scope: string;
  scopeRef: string | null;
  scopeName?: string | null;
}) => (scopeRef === null ? "Everything" : `${scope[0]!.toUpperCase()}${scope.slice(1)} ${scopeName ?? scopeRef}`);
