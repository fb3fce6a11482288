import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import type { SessionDetail, SessionSummary } from "@/lib/sessions/schemas";
import { api, apiPage, toSearch } from "./api";

/** Conversations, the last used first, a page at a time. */
export const sessionsQuery = () =>
  infiniteQueryOptions({
    queryKey: ["sessions", "list"],
    queryFn: ({ pageParam, signal }) =>
      apiPage<SessionSummary>(`/sessions?${toSearch({ limit: 50, cursor: pageParam })}`, { signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
  });

export const sessionQuery = (id: string) =>
  queryOptions({
    queryKey: ["sessions", "one", id],
    queryFn: ({ signal }) => api<SessionDetail>(`/sessions/${encodeURIComponent(id)}`, { signal }),
  });

export const forgetSession = (id: string) =>
  api<{ id: string }>(`/sessions/${encodeURIComponent(id)}`, { method: "DELETE" });
