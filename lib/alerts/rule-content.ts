import type { AlertRuleContent, CreateAlertRuleInput } from "./schemas";
import { ALERT_METRIC_FACTS, type AlertMetricFacts, type AlertScope } from "./words";

/** Minutes that a window is long unless a rule says otherwise. */
const WINDOW_MINUTES = 60;

/** A rule with everything that the metric decides where it says nothing. */
export function completeRule(input: CreateAlertRuleInput): AlertRuleContent {
  const facts: AlertMetricFacts = ALERT_METRIC_FACTS[input.metric];
  return {
    ...input,
    scope: input.scope ?? facts.scopes[0]!,
    windowMinutes: input.windowMinutes === undefined ? (facts.isWindowed ? WINDOW_MINUTES : null) : input.windowMinutes,
    comparison: input.comparison ?? facts.comparison,
    minimumCount: input.minimumCount ?? facts.minimumCount,
  };
}

const REF_WORDS = {
  task: "the slug of a task",
  model: "the slug of a model",
  budget: "the id of a budget",
} as const satisfies Partial<Record<AlertScope, string>>;

export type ContentFault = { field: keyof AlertRuleContent; message: string };

/** What is wrong with the fields taken together; null when they fit. */
export function contentFault(rule: AlertRuleContent): ContentFault | null {
  return scopeFault(rule) ?? windowFault(rule) ?? thresholdFault(rule);
}

function scopeFault({ metric, scope, scopeRef }: AlertRuleContent): ContentFault | null {
  const { scopes }: AlertMetricFacts = ALERT_METRIC_FACTS[metric];
  if (!scopes.includes(scope))
    return { field: "scope", message: `\`scope\` is one of ${scopes.join(", ")} for the metric \`${metric}\`` };
  if (scope === "organization") {
    if (scopeRef === null) return null;
    return { field: "scopeRef", message: "`scopeRef` is null for the scope `organization`" };
  }
  if (scopeRef !== null) return null;
  return {
    field: "scopeRef",
    message: `\`scopeRef\` is missing: for the scope \`${scope}\` it is ${REF_WORDS[scope]}`,
  };
}

function windowFault({ metric, windowMinutes }: AlertRuleContent): ContentFault | null {
  const { isWindowed } = ALERT_METRIC_FACTS[metric];
  if (isWindowed === (windowMinutes !== null)) return null;
  const message = isWindowed
    ? "`windowMinutes` is missing: how many minutes are judged together"
    : `\`windowMinutes\` is null for the metric \`${metric}\`, which is a state of now`;
  return { field: "windowMinutes", message };
}

function thresholdFault({ metric, comparison, threshold, recoveryThreshold }: AlertRuleContent): ContentFault | null {
  const { maxThreshold } = ALERT_METRIC_FACTS[metric];
  if (threshold > maxThreshold)
    return { field: "threshold", message: `\`threshold\` is at most ${maxThreshold} for the metric \`${metric}\`` };
  if (recoveryThreshold === null) return null;
  const isOnGoodSide = comparison === "above" ? recoveryThreshold <= threshold : recoveryThreshold >= threshold;
  if (isOnGoodSide) return null;
  const side = comparison === "above" ? "most" : "least";
  return { field: "recoveryThreshold", message: `\`recoveryThreshold\` is at ${side} the threshold, ${threshold}` };
}
