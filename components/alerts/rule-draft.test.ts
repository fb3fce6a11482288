import { describe, expect, it } from "vitest";
import { ALERT_METRICS, ALERT_METRIC_FACTS } from "@/lib/alerts/words";
import { contentOf, factorOf, inUnit, newRule, withMetric } from "./rule-draft";

describe("a rule while it is edited", () => {
  it("begins with what suits its metric", () => {
    for (const metric of ALERT_METRICS) {
      const rule = newRule(metric);
      expect(ALERT_METRIC_FACTS[metric].scopes).toContain(rule.scope);
      expect(rule.windowMinutes === null).toBe(!ALERT_METRIC_FACTS[metric].isWindowed);
    }
  });

  it("keeps its name, severity and webhooks when the metric changes, and nothing that does not fit", () => {
    const rule = { ...newRule("error_rate"), name: "Chat", scope: "task" as const, scopeRef: "x", webhookIds: ["w"] };
    expect(withMetric(rule, "budget_share")).toMatchObject({
      name: "Chat",
      webhookIds: ["w"],
      scope: "budget",
      scopeRef: null,
      windowMinutes: null,
    });
  });

  it("is nothing for the server before its numbers and its subject are there", () => {
    const rule = newRule("error_rate");
    expect(contentOf(rule)).not.toBeNull();
    expect(contentOf({ ...rule, threshold: null })).toBeNull();
    expect(contentOf({ ...rule, minimumCount: null })).toBeNull();
    expect(contentOf({ ...rule, scope: "task" })).toBeNull();
  });

  it("shows shares as percentages without digits that nobody wrote", () => {
    expect(inUnit(0.07, factorOf("error_rate"))).toBe(7);
    expect(inUnit(29, 1 / factorOf("budget_share"))).toBe(0.29);
    expect(inUnit(null, 100)).toBeNull();
    expect(factorOf("latency_p95")).toBe(1);
  });
});
