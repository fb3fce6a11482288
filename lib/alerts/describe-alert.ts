import type { AlertFacts } from "./schemas";
import { ALERT_METRIC_FACTS, ALERT_METRIC_NAMES, type AlertMetric } from "./words";

/** One sentence for people, such as "Error rate 20 % is above 10 % (general_chat, last 60 minutes, 40 measurements)". */
export function describeAlert(alert: AlertFacts): string {
  const { metric, comparison, threshold, value, lastValue, status, scopeRef, windowMinutes, sampleCount } = alert;
  const show = (number: number) => formatMeasure(metric, number);
  const scope = alert.scope === "budget" ? null : scopeRef;
  const window = windowMinutes === null ? null : `last ${windowMinutes} minutes`;
  const details = [scope, window, sampleCount === 0 ? null : `${sampleCount} measured`].filter((part) => part !== null);
  const where = details.length === 0 ? "" : ` (${details.join(", ")})`;
  const name = ALERT_METRIC_NAMES[metric];
  if (status === "firing") return `${name} ${show(value)} is ${comparison} ${show(threshold)}${where}`;
  const now = lastValue === null ? "" : `, now ${show(lastValue)}`;
  return `${name} was ${comparison} ${show(threshold)}, at worst ${show(alert.worstValue)}${now}${where}`;
}

function formatMeasure(metric: AlertMetric, value: number): string {
  const rounded = (number: number, digits = 3) => String(Number(number.toPrecision(digits)));
  switch (ALERT_METRIC_FACTS[metric].unit) {
    case "rate":
    case "share":
      return `${rounded(100 * value)} %`;
    case "milliseconds":
      return `${rounded(value, 4)} ms`;
    case "usd":
      return `$${value >= 1 ? value.toFixed(2) : rounded(value)}`;
    case "points":
    case "models":
    case "variants":
    case "index":
      return rounded(value, 4);
  }
}
