import { describe, expect, it } from "vitest";
import { conditionText, formatMeasure, scopeText, windowText } from "./format-measure";

describe("the words of an alert", () => {
  it("show a value in the unit of its metric, and a dash for what was not measured", () => {
    expect(formatMeasure("error_rate", 0.125)).toBe("12.5%");
    expect(formatMeasure("latency_p95", 1_500)).toBe("1.5 s");
    expect(formatMeasure("cost", 12)).toBe("$12.00");
    expect(formatMeasure("quality", 71.25)).toBe("71.3");
    expect(formatMeasure("open_circuits", 2)).toBe("2");
    expect(formatMeasure("cost", null)).toBe("–");
  });

  it("say a condition as a person would", () => {
    const rule = { metric: "error_rate", comparison: "above", threshold: 0.1, windowMinutes: 60 } as const;
    expect(conditionText(rule)).toBe("Error rate above 10% over 1 hour");
    expect(conditionText({ ...rule, metric: "budget_share", threshold: 0.8, windowMinutes: null })).toBe(
      "Budget used above 80%",
    );
    expect([90, 120, 1_440, 10_080].map(windowText)).toEqual(["90 minutes", "2 hours", "1 day", "7 days"]);
  });

  it("name what a rule is about, by its slug when the name is gone", () => {
    expect(scopeText({ scope: "organization", scopeRef: null })).toBe("Everything");
    expect(scopeText({ scope: "task", scopeRef: "general_chat", scopeName: "General chat" })).toBe("Task General chat");
    expect(scopeText({ scope: "model", scopeRef: "local/nb", scopeName: null })).toBe("Model local/nb");
  });
});
