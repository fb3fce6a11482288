import { describe, expect, it } from "vitest";
import type { Budget } from "@/lib/budgets/schemas";
import { CreateBudgetInput } from "@/lib/budgets/schemas";
import { budgetOf, contentOf, formValuesOf } from "./budget-form-values";

const MONTHLY = { scope: "organization", period: "monthly", enforcement: "notify" } as const;
const values = (changes: object = {}) => ({ ...formValuesOf(null), name: "Team", limitUsd: "50", ...changes });

describe("budgetOf", () => {
  it("makes a budget that the API accepts from what the form holds at first", () => {
    const budget = budgetOf(values(), MONTHLY);
    expect(CreateBudgetInput.parse(budget)).toMatchObject({
      name: "Team",
      limitUsd: 50,
      alertShares: [0.8],
      scope: "organization",
    });
  });

  it("reads amounts with a dollar sign and percentages apart by commas", () => {
    const budget = budgetOf(values({ limitUsd: " $12.50 ", alertShares: "50, 80 %,100" }), MONTHLY);
    expect(budget).toMatchObject({ limitUsd: 12.5, alertShares: [0.5, 0.8, 1] });
    expect(budgetOf(values({ alertShares: "" }), MONTHLY).alertShares).toEqual([]);
  });

  it("takes the last day of a custom period as included", () => {
    const custom = { ...MONTHLY, period: "custom" } as const;
    const budget = budgetOf(values({ from: "2026-02-27", to: "2026-02-28" }), custom);
    expect(budget).toMatchObject({ from: "2026-02-27", to: "2026-03-01" });
    expect(formValuesOf({ ...budget, to: "2026-03-01T00:00:00.000Z" } as Budget).to).toBe("2026-02-28");
  });

  it.each([
    [{ limitUsd: "much" }, MONTHLY, "limitUsd"],
    [{ limitUsd: "-1" }, MONTHLY, "limitUsd"],
    [{ alertShares: "80, many" }, MONTHLY, "alertShares"],
    [{}, { ...MONTHLY, scope: "task" } as const, "scopeRef"],
    [{}, { ...MONTHLY, period: "custom" } as const, "from"],
    [{ from: "2026-02-02", to: "2026-02-01" }, { ...MONTHLY, period: "custom" } as const, "to"],
  ])("names the field at fault of %j", (changes, chosen, field) => {
    expect(() => budgetOf(values(changes), chosen)).toThrow(expect.objectContaining({ field }) as Error);
  });

  it("drops what the chosen scope and period do not use", () => {
    const budget = budgetOf(values({ scopeRef: "general_chat", from: "2026-01-01" }), MONTHLY);
    expect(budget).toMatchObject({ scopeRef: null, from: null, to: null });
  });
});

it("contentOf holds what undoes a change, and nothing that the API would refuse", () => {
  const content = CreateBudgetInput.parse({ name: "Team", limitUsd: 5 });
  const budget = { ...content, id: "x", state: "active", scopeName: null, current: null } as Budget;
  expect(contentOf(budget)).toEqual(content);
});
