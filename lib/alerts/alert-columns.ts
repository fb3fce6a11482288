import type { ExportColumn } from "@/lib/platform/csv";
import type { Alert, AlertRule } from "./schemas";

const ALERT_COLUMNS = [
  "id",
  "firedAt",
  "resolvedAt",
  "status",
  "resolution",
  "severity",
  "ruleId",
  "ruleName",
  "metric",
  "scope",
  "scopeRef",
  "windowMinutes",
  "comparison",
  "threshold",
  "value",
  "worstValue",
  "lastValue",
  "sampleCount",
  "breachCount",
  "lastBreachedAt",
  "announcedAt",
  "acknowledgedAt",
  "acknowledgedBy",
] as const satisfies readonly (keyof Alert)[];

/** The columns of an export of alerts, in order. */
export const alertColumns: ExportColumn<Alert>[] = ALERT_COLUMNS.map((name) => ({
  name,
  value: (alert) => alert[name],
}));

const RULE_COLUMNS = [
  "id",
  "name",
  "state",
  "since",
  "metric",
  "scope",
  "scopeRef",
  "scopeName",
  "windowMinutes",
  "comparison",
  "threshold",
  "recoveryThreshold",
  "minimumCount",
  "pendingMinutes",
  "coolDownMinutes",
  "noData",
  "severity",
  "isEnabled",
  "mutedUntil",
  "lastValue",
  "lastCount",
  "evaluatedAt",
  "createdAt",
  "deletedAt",
] as const satisfies readonly (keyof AlertRule)[];

export const alertRuleColumns: ExportColumn<AlertRule>[] = RULE_COLUMNS.map((name) => ({
  name,
  value: (rule) => rule[name],
}));
