import { queryOptions } from "@tanstack/react-query";
import type { Budget } from "@/lib/budgets/schemas";
import { api } from "@/lib/client/api";

/** Where every budget stands now. */
export const budgetStatesQuery = queryOptions({
  queryKey: ["budgets", "states"],
  queryFn: ({ signal }) => api<Budget[]>("/budgets?limit=200", { signal }),
  refetchInterval: 30_000,
});
