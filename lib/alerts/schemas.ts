import { z } from "zod";
import { PageQuery } from "@/lib/platform/pagination";
import {
  ALERT_METRICS,
  ALERT_SCOPES,
  ALERT_SEVERITIES,
  ALERT_STATUSES,
  type AlertMetric,
  type AlertResolution,
  type AlertScope,
  type AlertSeverity,
  type AlertStatus,
} from "./words";

export * from "./webhook-schemas";

const line = (max: number) =>
  z
    .string()
    .trim()
    .min(1, "is missing")
    .max(max, `is at most ${max} characters long`)
    .regex(/^[^\p{Cc}\p{Cs}]*$/u, "is one line of plain text");

const minutes = (min: number, max: number) =>
  z
    .number({ error: `is a whole number of minutes from ${min} to ${max}` })
    .int(`is a whole number of minutes from ${min} to ${max}`)
    .min(min, `is at least ${min}`)
    .max(max, `is at most ${max}`);

const oneOf = <const Values extends readonly string[]>(values: Values) =>
  z.enum(values, { error: `is one of ${values.join(", ")}` });

const threshold = z.number({ error: "is a number" }).min(0, "is at least 0").max(1_000_000_000, "is too large");

const WEEK_MINUTES = 7 * 24 * 60;

const moment = z.iso.datetime({ offset: true, error: "is a time such as 2026-03-01T00:00:00Z" }).max(40);

const fields = {
  name: line(100),
  metric: oneOf(ALERT_METRICS),
  scope: oneOf(ALERT_SCOPES),
  /** Slug of a task or model, id of a budget; null for `organization`. */
  scopeRef: line(200).nullable(),
  /** Length of the window that is judged; null for a state of now (`budget_share`, `open_circuits`). */
  windowMinutes: minutes(5, WEEK_MINUTES).nullable(),
  comparison: oneOf(["above", "below"]),
  /** In the unit of the metric. Exactly there is not beyond it. */
  threshold,
  /** What the value has to come back to before an alert resolves; null = the threshold itself. */
  recoveryThreshold: threshold.nullable(),
  /** Measurements in the window below which nothing is decided. */
  minimumCount: z.number().int("is a whole number").min(0, "is at least 0").max(1_000_000, "is at most 1,000,000"),
  /** How long the threshold has to stay crossed before the rule fires. */
  pendingMinutes: minutes(0, 24 * 60),
  /** From one firing to the next it takes at least so long. */
  coolDownMinutes: minutes(0, WEEK_MINUTES),
  /** What happens to a firing alert when there is too little to measure. */
  noData: oneOf(["keep", "resolve"]),
  severity: oneOf(ALERT_SEVERITIES),
  isEnabled: z.boolean(),
  /** Until then it is evaluated and shown, and nobody is told. */
  mutedUntil: moment.transform((text) => new Date(text).toISOString()).nullable(),
  /** Webhooks that are told when it fires and when that is over. */
  webhookIds: z
    .array(z.uuid("is the id of a webhook"))
    .max(10, "holds at most 10 webhooks")
    .transform((ids) => [...new Set(ids)]),
};

/** What is left out comes from the metric: see `completeRule`. */
export const CreateAlertRuleInput = z.strictObject({
  ...fields,
  scope: fields.scope.optional(),
  scopeRef: fields.scopeRef.default(null),
  windowMinutes: fields.windowMinutes.optional(),
  comparison: fields.comparison.optional(),
  recoveryThreshold: fields.recoveryThreshold.default(null),
  minimumCount: fields.minimumCount.optional(),
  pendingMinutes: fields.pendingMinutes.default(0),
  coolDownMinutes: fields.coolDownMinutes.default(30),
  noData: fields.noData.default("keep"),
  severity: fields.severity.default("warning"),
  isEnabled: fields.isEnabled.default(true),
  mutedUntil: fields.mutedUntil.default(null),
  webhookIds: fields.webhookIds.default([]),
});
export type CreateAlertRuleInput = z.infer<typeof CreateAlertRuleInput>;

export const UpdateAlertRuleInput = z.strictObject(fields).partial();
export type UpdateAlertRuleInput = z.infer<typeof UpdateAlertRuleInput>;

/** What a person decides about a rule. */
export type AlertRuleContent = z.infer<z.ZodObject<typeof fields>>;

/** The rule to try on history; its name does not matter. */
export const PreviewAlertRuleInput = z.strictObject({
  ...CreateAlertRuleInput.shape,
  name: fields.name.default("Preview"),
  /** How far back, days. */
  days: z.number().int("is a whole number of days").min(1, "is at least 1").max(30, "is at most 30").default(14),
});
export type PreviewAlertRuleInput = z.infer<typeof PreviewAlertRuleInput>;

const exported = { format: z.enum(["csv", "json", "jsonl"]).optional() };

export const ListAlertRulesQuery = PageQuery.extend({
  /** (Default: every one that is not deleted.) */
  status: z.enum(["current", "deleted", "all"]).default("current"),
  ...exported,
});
export type ListAlertRulesQuery = z.infer<typeof ListAlertRulesQuery>;

export const ListAlertsQuery = PageQuery.extend({
  status: z.enum(ALERT_STATUSES).optional(),
  severity: z.enum(ALERT_SEVERITIES).optional(),
  rule: z.uuid().optional(),
  ...exported,
});
export type ListAlertsQuery = z.infer<typeof ListAlertsQuery>;

export const AcknowledgeAlertInput = z.strictObject({
  /** false takes it back. */
  isAcknowledged: z.boolean().default(true),
});
export type AcknowledgeAlertInput = z.infer<typeof AcknowledgeAlertInput>;

/** Where a rule stands. `pending`: the threshold is crossed, and it is too early to fire. */
export type AlertRuleState = "ok" | "pending" | "firing" | "off" | "deleted";

export type AlertRule = AlertRuleContent & {
  id: string;
  state: AlertRuleState;
  /** Since when it is pending or firing. */
  since: string | null;
  /** Until when it does not fire again; null when it may. */
  quietUntil: string | null;
  /** The last measurement; null when there was nothing to measure. */
  lastValue: number | null;
  lastCount: number | null;
  evaluatedAt: string | null;
  /** The name of the task, model or budget; null when it is gone, and for the organization. */
  scopeName: string | null;
  createdAt: string;
  updatedAt: string;
  deletedAt: string | null;
};

/** One firing of a rule, with what the rule said then. */
export type Alert = AlertFacts & {
  /** One sentence for people. */
  summary: string;
};

export type AlertFacts = {
  id: string;
  ruleId: string;
  ruleName: string;
  metric: AlertMetric;
  scope: AlertScope;
  scopeRef: string | null;
  windowMinutes: number | null;
  comparison: AlertRuleContent["comparison"];
  threshold: number;
  severity: AlertSeverity;
  status: AlertStatus;
  /** When it fired. */
  value: number;
  /** Farthest from the threshold so far. */
  worstValue: number;
  /** null when there was too little to measure. */
  lastValue: number | null;
  /** Measurements in the window when it fired. */
  sampleCount: number;
  /** How often the threshold was crossed, the first time included. */
  breachCount: number;
  firedAt: string;
  lastBreachedAt: string;
  /** When others were told; null while muted, and when there is nobody to tell. */
  announcedAt: string | null;
  resolvedAt: string | null;
  resolution: AlertResolution | null;
  acknowledgedAt: string | null;
  /** Name of whoever did. */
  acknowledgedBy: string | null;
};

/** What a rule says of now, without anything being changed. */
export type AlertRuleTest = {
  value: number | null;
  count: number;
  /** `breached`: beyond the threshold. `between`: not beyond it, and not recovered either. */
  reading: "breached" | "between" | "recovered" | "no_data";
  measuredAt: string;
  /** Webhooks that get a message of the type `webhook.test`. */
  webhooksTold: number;
};

export type PreviewFiring = { firedAt: string; resolvedAt: string | null; worstValue: number };
export type PreviewPoint = { at: string; value: number | null; count: number };

/** What a rule would have done. */
export type AlertRulePreview = {
  days: number;
  /** How often it was judged: minutes, hours or days. */
  step: "minute" | "hour" | "day";
  /** How that differs from live, in words; null when it does not. */
  note: string | null;
  /** null when there is no history to try it on; the note says why. */
  firings: PreviewFiring[] | null;
  /** The value at each step, oldest first, thinned to at most 400. */
  points: PreviewPoint[];
};
