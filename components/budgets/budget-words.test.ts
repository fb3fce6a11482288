import { expect, it } from "vitest";
import type { Budget, BudgetEvent } from "@/lib/budgets/schemas";
import { eventText, scopeText, stateText } from "./budget-words";

const budget = (share: number, changes: object = {}): Budget =>
  ({ state: "active", enforcement: "notify", downgradeShare: 0.8, current: { share }, ...changes }) as Budget;

it.each([
  [budget(0.2), "in limits", "success"],
  [budget(0.85), "nearly used up", "warning"],
  [budget(1), "used up", "danger"],
  [budget(1.2, { enforcement: "block" }), "refusing calls", "danger"],
  [budget(0.6, { enforcement: "downgrade", downgradeShare: 0.5 }), "cheaper models", "warning"],
  [budget(0.6, { enforcement: "downgrade", downgradeShare: 0.7 }), "in limits", "success"],
  [budget(2, { state: "off" }), "switched off", "neutral"],
  [budget(0, { current: null }), "in limits", "success"],
])("tells where a budget stands: %#", (given, text, tone) => {
  expect(stateText(given)).toEqual({ text, tone });
});

it("names what a budget is about, also when the key is gone", () => {
  expect(scopeText({ scope: "task", scopeRef: "chat", scopeName: "Chat" })).toBe("Task Chat");
  expect(scopeText({ scope: "key", scopeRef: "1", scopeName: null })).toBe("A key that is gone");
  expect(scopeText({ scope: "organization", scopeRef: null, scopeName: null })).toBe("All calls");
});

it("says what happened in a sentence", () => {
  const event = { share: null, calls: 1, user: null } as BudgetEvent;
  expect(eventText({ ...event, kind: "blocked" })).toBe("1 call was refused");
  expect(eventText({ ...event, kind: "downgraded", calls: 1_200 })).toBe("1,200 calls were served by a cheaper model");
  expect(eventText({ ...event, kind: "threshold", share: 0.8, user: "ada" })).toContain("of the limit of ada");
});
