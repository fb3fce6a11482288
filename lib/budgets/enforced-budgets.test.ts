import { describe, expect, it } from "vitest";
import type { LiveBudget } from "./budget-book";
import { asksForCheaper, enforcedBudgets, type Spender } from "./enforced-budgets";
import { CreateBudgetInput } from "./schemas";

const AT = new Date("2026-10-14T12:00:00Z");
const budget = (input: object): LiveBudget => ({
  id: "b",
  ...CreateBudgetInput.parse({ name: "Team", limitUsd: 10, enforcement: "block", ...input }),
});
const spender: Spender = { task: "chat", keyId: "k1", user: "ada" };
const binds = (input: object, who: Partial<Spender> = {}) =>
  enforcedBudgets([budget(input)], { ...spender, ...who }, AT).length === 1;

describe("enforcedBudgets", () => {
  it.each([
    [{}, {}, true],
    [{ enforcement: "notify" }, {}, false],
    [{ scope: "task", scopeRef: "chat" }, {}, true],
    [{ scope: "task", scopeRef: "search" }, {}, false],
    [{ scope: "key", scopeRef: "k1" }, {}, true],
    [{ scope: "key", scopeRef: "k1" }, { keyId: null }, false],
    [{ scope: "user", scopeRef: "ada" }, {}, true],
    [{ scope: "user", scopeRef: "ada" }, { user: "bob" }, false],
    [{ scope: "each_user" }, {}, true],
    [{ scope: "each_user" }, { user: null }, false],
    [{ period: "custom", from: "2026-10-14", to: "2026-10-15" }, {}, true],
    [{ period: "custom", from: "2026-10-15", to: "2026-10-16" }, {}, false],
    [{ period: "custom", from: "2026-10-01", to: "2026-10-14" }, {}, false],
  ])("%j binds a call of %j: %s", (input, who, expected) => {
    expect(binds(input, who)).toBe(expected);
  });

  it("gives everyone their own limit in a budget for each user", () => {
    const [one] = enforcedBudgets([budget({ scope: "each_user", period: "daily" })], spender, AT);
    expect(one).toMatchObject({
      subject: "ada",
      check: { dimension: "user", ref: "ada", limit: 10, to: new Date("2026-10-15T00:00:00Z") },
    });
  });
});

describe("asksForCheaper", () => {
  it("is so from the budget's share of its limit on, and never for one that blocks", () => {
    const [block] = enforcedBudgets([budget({})], spender, AT);
    const [downgrade] = enforcedBudgets([budget({ enforcement: "downgrade", downgradeShare: 0.5 })], spender, AT);
    expect([4.99, 5, 20].map((spent) => asksForCheaper(downgrade!, spent))).toEqual([false, true, true]);
    expect(asksForCheaper(block!, 20)).toBe(false);
  });
});
