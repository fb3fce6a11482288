import { describe, expect, it } from "vitest";
import { createRetryBudget } from "./retry-budget";

describe("a retry budget", () => {
  it("allows a fifth of the requests to be retried, beyond a small reserve", () => {
    const budget = createRetryBudget({ nowMs: () => 0 });
    let retries = 0;
    for (let request = 0; request < 1_000; request++) {
      budget.deposit();
      for (let attempt = 0; attempt < 3; attempt++) if (budget.tryWithdraw()) retries++;
    }
    expect(retries).toBeLessThanOrEqual(210);
    expect(retries).toBeGreaterThanOrEqual(200);
  });

  it("regains one retry in five seconds, so that rare requests are retried too", () => {
    let now = 0;
    const budget = createRetryBudget({ reserve: 1, nowMs: () => now });
    expect(budget.tryWithdraw()).toBe(true);
    expect(budget.tryWithdraw()).toBe(false);
    now = 5_000;
    expect(budget.tryWithdraw()).toBe(true);
  });

  it("never saves up more than its reserve", () => {
    let now = 0;
    const budget = createRetryBudget({ reserve: 2, nowMs: () => now });
    now = 1e9;
    expect([budget.tryWithdraw(), budget.tryWithdraw(), budget.tryWithdraw()]).toEqual([true, true, false]);
  });
});
