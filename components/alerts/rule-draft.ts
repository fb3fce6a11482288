import type { AlertRule, AlertRuleContent } from "@/lib/alerts/schemas";
import { ALERT_METRIC_FACTS, type AlertMetric, type AlertMetricFacts } from "@/lib/alerts/words";

/** A rule while it is edited: everything that a person decides, numbers possibly empty. */
export type RuleForm = Omit<AlertRuleContent, "threshold" | "recoveryThreshold" | "minimumCount"> & {
  threshold: number | null;
  recoveryThreshold: number | null;
  minimumCount: number | null;
};

/** Where thresholds begin; people change them at once. */
const THRESHOLDS = {
  error_rate: 0.1,
  latency_p95: 5_000,
  cost: 10,
  quality: 70,
  budget_share: 0.8,
  open_circuits: 0,
  drift: 0.25,
  lost_variants: 0,
} as const satisfies Record<AlertMetric, number>;

/** A new rule of a metric, with the metric's own defaults. */
export function newRule(metric: AlertMetric): RuleForm {
  const facts: AlertMetricFacts = ALERT_METRIC_FACTS[metric];
  return {
    name: "",
    metric,
    scope: facts.scopes[0]!,
    scopeRef: null,
    windowMinutes: facts.isWindowed ? 60 : null,
    comparison: facts.comparison,
    threshold: THRESHOLDS[metric],
    recoveryThreshold: null,
    minimumCount: facts.minimumCount,
    pendingMinutes: 0,
    coolDownMinutes: 30,
    noData: "keep",
    severity: "warning",
    isEnabled: true,
    mutedUntil: null,
    webhookIds: [],
  };
}

/** What of a rule is edited. */
export function formOf(rule: AlertRule): RuleForm {
  const form = newRule(rule.metric);
  const names = Object.keys(form) as (keyof RuleForm)[];
  return Object.assign(form, Object.fromEntries(names.map((name) => [name, rule[name]])));
}

/** The same rule about another metric: what does not fit it begins anew. */
export const withMetric = (form: RuleForm, metric: AlertMetric): RuleForm => ({
  ...newRule(metric),
  name: form.name,
  severity: form.severity,
  webhookIds: form.webhookIds,
  coolDownMinutes: form.coolDownMinutes,
  isEnabled: form.isEnabled,
});

/** What the API takes; null while a number is missing or it is not said what the rule is about. */
export function contentOf(form: RuleForm): AlertRuleContent | null {
  const { threshold, minimumCount, scope, scopeRef } = form;
  if (threshold === null || minimumCount === null) return null;
  if (scope !== "organization" && !scopeRef) return null;
  return { ...form, threshold, minimumCount };
}

/** People read and write shares as percentages. */
export const factorOf = (metric: AlertMetric): number =>
  ["rate", "share"].includes(ALERT_METRIC_FACTS[metric].unit) ? 100 : 1;

/** The digits that a change of unit made up are left out. */
export const inUnit = (value: number | null, factor: number): number | null =>
  value === null ? null : Number((value * factor).toPrecision(12));
