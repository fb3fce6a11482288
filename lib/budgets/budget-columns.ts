import type { ExportColumn } from "@/lib/platform/csv";
import type { Budget, BudgetEvent } from "./schemas";

/** The columns of an export of budgets, in order. */
export const budgetColumns: ExportColumn<Budget>[] = [
  ...(["id", "name", "state", "scope", "scopeRef", "scopeName", "period", "limitUsd", "enforcement"] as const).map(
    (name) => ({ name, value: (budget: Budget) => budget[name] }),
  ),
  { name: "alertShares", value: ({ alertShares }) => alertShares.join(" ") },
  { name: "user", value: ({ current }) => current?.user ?? null },
  { name: "windowFrom", value: ({ current }) => current?.from ?? null },
  { name: "windowTo", value: ({ current }) => current?.to ?? null },
  { name: "spentUsd", value: ({ current }) => current?.spentUsd ?? null },
  { name: "reservedUsd", value: ({ current }) => current?.reservedUsd ?? null },
  { name: "remainingUsd", value: ({ current }) => current?.remainingUsd ?? null },
  { name: "share", value: ({ current }) => current?.share ?? null },
  { name: "calls", value: ({ current }) => current?.calls ?? null },
  { name: "unpricedCount", value: ({ current }) => current?.unpricedCount ?? null },
  { name: "createdAt", value: ({ createdAt }) => createdAt },
  { name: "deletedAt", value: ({ deletedAt }) => deletedAt },
];

const EVENT_COLUMNS = [
  "id",
  "createdAt",
  "budgetId",
  "budgetName",
  "kind",
  "user",
  "share",
  "spentUsd",
  "limitUsd",
  "calls",
  "windowFrom",
  "windowTo",
  "lastAt",
] as const satisfies readonly (keyof BudgetEvent)[];

export const budgetEventColumns: ExportColumn<BudgetEvent>[] = EVENT_COLUMNS.map((name) => ({
  name,
  value: (event) => event[name],
}));
