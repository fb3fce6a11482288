import type { Metrics } from "@/lib/platform/metrics";
import type { Budgets } from "./create-budgets";

const MAX_SERIES = 500;

/** How much of each limit is spent; of several organizations' budgets of one name the highest. */
export function collectBudgetMeters(metrics: Metrics, budgets: Pick<Budgets, "spentShares">): void {
  const spentShare = metrics.area("budgets", ({ gauge }) =>
    gauge({
      name: "gym_budget_spent_share",
      help: "Spent of a budget's limit in its period of now; 1 is used up. Budgets for each user are left out",
      labels: ["budget", "scope"],
    }),
  );
  metrics.beforeScrape("budgets", async () => {
    const highest = new Map<string, { budget: string; scope: string; share: number }>();
    for (const { budget, share } of await budgets.spentShares()) {
      const key = `${budget.name}\0${budget.scope}`;
      if (share >= (highest.get(key)?.share ?? 0))
        highest.set(key, { budget: budget.name, scope: budget.scope, share });
    }
    spentShare.clear();
    for (const { budget, scope, share } of [...highest.values()].slice(0, MAX_SERIES))
      spentShare.set({ budget, scope }, share);
  });
}
