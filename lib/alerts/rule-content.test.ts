import { describe, expect, it } from "vitest";
import { completeRule, contentFault } from "./rule-content";
import { CreateAlertRuleInput } from "./schemas";
import { ALERT_METRICS } from "./words";

const rule = (input: object) =>
  completeRule(CreateAlertRuleInput.parse({ name: "Rule", metric: "error_rate", threshold: 0.1, ...input }));
const BUDGET = "018f0000-0000-7000-8000-000000000000";

describe("the content of an alert rule", () => {
  it("is completed from its metric, so that a name, a metric and a threshold are enough", () => {
    for (const metric of ALERT_METRICS) {
      const scopeRef = { budget_share: BUDGET, drift: "ticket_classification" }[metric as string] ?? null;
      expect(contentFault(rule({ metric, scopeRef, threshold: 1 }))).toBeNull();
    }
    expect(rule({ metric: "quality" })).toMatchObject({ comparison: "below", windowMinutes: 60, minimumCount: 20 });
    expect(rule({ metric: "open_circuits" })).toMatchObject({ comparison: "above", windowMinutes: null });
  });

  it.each([
    [{ scope: "budget", scopeRef: BUDGET }, "scope"],
    [{ metric: "budget_share", scope: "task", scopeRef: "x" }, "scope"],
    [{ metric: "open_circuits", scope: "task", scopeRef: "x" }, "scope"],
    [{ scope: "task" }, "scopeRef"],
    [{ scopeRef: "general_chat" }, "scopeRef"],
    [{ windowMinutes: null }, "windowMinutes"],
    [{ metric: "open_circuits", windowMinutes: 60 }, "windowMinutes"],
    [{ threshold: 1.5 }, "threshold"],
    [{ metric: "quality", threshold: 101 }, "threshold"],
    [{ recoveryThreshold: 0.2 }, "recoveryThreshold"],
    [{ metric: "quality", threshold: 70, recoveryThreshold: 60 }, "recoveryThreshold"],
  ])("refuses %j, naming the field %s", (input, field) => {
    expect(contentFault(rule(input))?.field).toBe(field);
  });

  it.each([
    { threshold: -1 },
    { threshold: Number.NaN },
    { threshold: "0.1" },
    { threshold: 1e12 },
    { windowMinutes: 4 },
    { windowMinutes: 10_081 },
    { windowMinutes: 60.5 },
    { name: "" },
    { name: "a\nb" },
    { name: "x".repeat(101) },
    { metric: "weather" },
    { coolDownMinutes: -1 },
    { mutedUntil: "tomorrow" },
    { unknown: 1 },
  ])("refuses %j", (input) => {
    expect(
      CreateAlertRuleInput.safeParse({ name: "Rule", metric: "error_rate", threshold: 0.1, ...input }).success,
    ).toBe(false);
  });
});
