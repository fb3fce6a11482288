/** The words of this domain without the validator: for pages that only offer or name them. */

export const ALERT_METRICS = [
  "error_rate",
  "latency_p95",
  "cost",
  "quality",
  "budget_share",
  "open_circuits",
  "drift",
  "lost_variants",
] as const;
/**
 * `error_rate`: share of calls that did not answer in full, 0–1. `latency_p95`: of answers, milliseconds. `cost`: US
 * dollars in the window. `quality`: mean, 0–100. `budget_share`: spent of a budget's limit in its window of now, 0 and
 * up. `open_circuits`: models that get no traffic now. `drift`: how far the newest requests of a task that learns are
 * from those before, in what comes in or in what is answered: population stability index, corrected for chance.
 * `lost_variants`: variants of running experiments whose model was deleted or switched off.
 */
export type AlertMetric = (typeof ALERT_METRICS)[number];

export const ALERT_SCOPES = ["organization", "task", "model", "budget"] as const;
export type AlertScope = (typeof ALERT_SCOPES)[number];

export const ALERT_SEVERITIES = ["info", "warning", "critical"] as const;
export type AlertSeverity = (typeof ALERT_SEVERITIES)[number];

export const ALERT_STATUSES = ["firing", "resolved"] as const;
export type AlertStatus = (typeof ALERT_STATUSES)[number];

/** Why an alert is no longer firing. */
export type AlertResolution = "recovered" | "no_data" | "rule_changed" | "rule_disabled" | "rule_deleted";

export const DELIVERY_STATUSES = ["pending", "delivered", "failed"] as const;
export type DeliveryStatus = (typeof DELIVERY_STATUSES)[number];

/** What a message to a webhook is about. */
export type WebhookEventType = "alert.fired" | "alert.resolved" | "webhook.test";

export const ALERT_METRIC_NAMES = {
  error_rate: "Error rate",
  latency_p95: "p95 latency",
  cost: "Cost",
  quality: "Quality",
  budget_share: "Budget used",
  open_circuits: "Open circuits",
  drift: "Drift",
  lost_variants: "Variants without their model",
} as const satisfies Record<AlertMetric, string>;

export type AlertMetricFacts = {
  unit: "rate" | "milliseconds" | "usd" | "points" | "share" | "models" | "variants" | "index";
  scopes: readonly AlertScope[];
  /** False for what is a state of now and no sum over a window. */
  isWindowed: boolean;
  /** The side on which a value is bad, unless a rule says otherwise. */
  comparison: "above" | "below";
  /** The largest threshold that makes sense. */
  maxThreshold: number;
  /** What a window has to hold, at least, before it is judged, unless a rule says otherwise. */
  minimumCount: number;
};

const TRAFFIC: readonly AlertScope[] = ["organization", "task", "model"];
const LARGE = 1_000_000_000;

export const ALERT_METRIC_FACTS = {
  error_rate: {
    unit: "rate",
    scopes: TRAFFIC,
    isWindowed: true,
    comparison: "above",
    maxThreshold: 1,
    minimumCount: 20,
  },
  latency_p95: {
    unit: "milliseconds",
    scopes: TRAFFIC,
    isWindowed: true,
    comparison: "above",
    maxThreshold: LARGE,
    minimumCount: 20,
  },
  cost: {
    unit: "usd",
    scopes: TRAFFIC,
    isWindowed: true,
    comparison: "above",
    maxThreshold: LARGE,
    minimumCount: 1,
  },
  quality: {
    unit: "points",
    scopes: TRAFFIC,
    isWindowed: true,
    comparison: "below",
    maxThreshold: 100,
    minimumCount: 20,
  },
  budget_share: {
    unit: "share",
    scopes: ["budget"],
    isWindowed: false,
    comparison: "above",
    maxThreshold: 100,
    minimumCount: 0,
  },
  open_circuits: {
    unit: "models",
    scopes: ["organization", "model"],
    isWindowed: false,
    comparison: "above",
    maxThreshold: LARGE,
    minimumCount: 0,
  },
  lost_variants: {
    unit: "variants",
    scopes: ["organization"],
    isWindowed: false,
    comparison: "above",
    maxThreshold: LARGE,
    minimumCount: 0,
  },
  drift: {
    unit: "index",
    scopes: ["task"],
    isWindowed: false,
    comparison: "above",
    maxThreshold: 100,
    minimumCount: 0,
  },
} as const satisfies Record<AlertMetric, AlertMetricFacts>;
