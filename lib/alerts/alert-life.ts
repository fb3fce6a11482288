import { isWorse, type AlertEvent, type Measurement } from "./decide-alert";
import type { AlertFacts, AlertRuleContent } from "./schemas";
import type { AlertResolution } from "./words";

type Rule = { id: string; content: AlertRuleContent };

/** A new alert, with what its rule says now. */
export function openAlert(
  id: string,
  { id: ruleId, content }: Rule,
  { value, count }: { value: number; count: number },
  now: Date,
): AlertFacts {
  const { name, metric, scope, scopeRef, windowMinutes, comparison, threshold, severity } = content;
  return {
    id,
    ruleId,
    ruleName: name,
    metric,
    scope,
    scopeRef,
    windowMinutes,
    comparison,
    threshold,
    severity,
    status: "firing",
    value,
    worstValue: value,
    lastValue: value,
    sampleCount: count,
    breachCount: 1,
    firedAt: now.toISOString(),
    lastBreachedAt: now.toISOString(),
    announcedAt: null,
    resolvedAt: null,
    resolution: null,
    acknowledgedAt: null,
    acknowledgedBy: null,
  };
}

/** A firing alert after its rule was measured again. */
export function continueAlert(
  alert: AlertFacts,
  { value }: Measurement,
  { isBreached, event }: { isBreached: boolean; event: AlertEvent | null },
  now: Date,
): AlertFacts {
  const isWorst = value !== null && isWorse(alert.comparison, value, alert.worstValue);
  return {
    ...alert,
    lastValue: value,
    worstValue: isWorst ? value : alert.worstValue,
    breachCount: alert.breachCount + (event?.kind === "breached_again" ? 1 : 0),
    lastBreachedAt: isBreached ? now.toISOString() : alert.lastBreachedAt,
  };
}

export const closeAlert = (alert: AlertFacts, resolution: AlertResolution, now: Date): AlertFacts => ({
  ...alert,
  status: "resolved",
  resolution,
  resolvedAt: now.toISOString(),
});
