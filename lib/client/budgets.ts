import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import type {
  Budget,
  BudgetDetail,
  BudgetEvent,
  CreateBudgetInput,
  ListBudgetsQuery,
  UpdateBudgetInput,
} from "@/lib/budgets/schemas";
import { api, apiPage, toSearch } from "./api";

type BudgetFilters = { status?: ListBudgetsQuery["status"] };

/** Spending goes on while people look. */
const REFRESH_MS = 10_000;

/** Budgets, newest first, page by page. */
export const budgetsQuery = (filters: BudgetFilters = {}) =>
  infiniteQueryOptions({
    queryKey: ["budgets", filters],
    queryFn: ({ signal, pageParam }) =>
      apiPage<Budget>(`/budgets?${toSearch({ ...filters, cursor: pageParam })}`, { signal }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ nextCursor }) => nextCursor,
    refetchInterval: REFRESH_MS,
  });

/** Where the newest 200 budgets stand now, in one answer. */
export const budgetStatesQuery = () =>
  queryOptions({
    queryKey: ["budgets", "states"],
    queryFn: ({ signal }) => api<Budget[]>("/budgets?limit=200", { signal }),
    refetchInterval: REFRESH_MS,
  });

/** One budget with its earlier windows; the key lies under that of the list. */
export const budgetQuery = (id: string) =>
  queryOptions({
    queryKey: ["budgets", "one", id],
    queryFn: ({ signal }) => api<BudgetDetail>(`/budgets/${id}`, { signal }),
    refetchInterval: REFRESH_MS,
  });

/** Crossed thresholds, refusals and downgrades of a budget, newest first. */
export const budgetEventsQuery = (budget: string) =>
  infiniteQueryOptions({
    queryKey: ["budgets", "events", budget],
    queryFn: ({ signal, pageParam }) =>
      apiPage<BudgetEvent>(`/budgets/events?${toSearch({ budget, limit: 20, cursor: pageParam })}`, { signal }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ nextCursor }) => nextCursor,
    refetchInterval: REFRESH_MS,
  });

export const createBudget = (input: Partial<CreateBudgetInput>, idempotencyKey: string) =>
  api<Budget>("/budgets", { body: input, idempotencyKey });

export const updateBudget = (id: string, input: UpdateBudgetInput) =>
  api<Budget>(`/budgets/${id}`, { method: "PATCH", body: input });

export const deleteBudget = (id: string) => api<Budget>(`/budgets/${id}`, { method: "DELETE" });

/** Undoes a deletion. */
export const restoreBudget = (id: string) => api<Budget>(`/budgets/${id}/restore`, { method: "POST" });
