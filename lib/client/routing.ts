import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import type { LearnPolicyInput, RoutingPolicy, WhatIf, WhatIfQuery } from "@/lib/routing/schemas";
import { api, apiPage, toSearch } from "./api";

/** Learned policies, newest first; asked every second while one is under way. */
export const routingPoliciesQuery = () =>
  infiniteQueryOptions({
    queryKey: ["routing", "policies"],
    queryFn: ({ pageParam, signal }) =>
      apiPage<RoutingPolicy>(`/routing/policies?${toSearch({ limit: 20, cursor: pageParam })}`, { signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    refetchInterval: ({ state }) => (state.data?.pages.some((page) => page.data.some(isLearning)) ? 1_000 : false),
  });

/** What another way to choose would have brought on a task's past requests. */
export const whatIfQuery = (query: WhatIfQuery) =>
  queryOptions({
    queryKey: ["routing", "what-if", query],
    queryFn: ({ signal }) => api<WhatIf>(`/routing/what-if?${toSearch(query)}`, { signal }),
  });

/** Whether it is waiting or being learnt. */
export const isLearning = ({ status }: Pick<RoutingPolicy, "status">): boolean =>
  status === "queued" || status === "running";

export const learnPolicy = (input: Omit<LearnPolicyInput, "useTask" | "seed">, idempotencyKey: string) =>
  api<RoutingPolicy>("/routing/policies", { body: input, idempotencyKey });

export const activatePolicy = (id: string, tasks: readonly string[]) =>
  api<RoutingPolicy>(`/routing/policies/${id}/activate`, { body: { tasks } });

export const deactivatePolicy = (id: string) =>
  api<RoutingPolicy>(`/routing/policies/${id}/deactivate`, { method: "POST" });

export const cancelPolicy = (id: string) => api<RoutingPolicy>(`/routing/policies/${id}/cancel`, { method: "POST" });
