import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import type { EXECUTION_STATUSES, ExecutionDetail, ExecutionSource, ExecutionSummary } from "@/lib/executions/schemas";
import { api, apiPage, toSearch } from "./api";
import { liveFrom, mergeLiveRows, type LiveRow } from "./merge-live-rows";
import { boundsOfTimeRange, type TimeRange } from "./time-range";

export type ExecutionFilters = {
  task?: string | null;
  model?: string | null;
  status?: (typeof EXECUTION_STATUSES)[number] | null;
  source?: ExecutionSource | null;
  user?: string | null;
};

/** Bounds of the API: `all` is its own period, everything else ends now. */
export const windowOf = (range: TimeRange) =>
  range === "all" ? { period: "all" as const } : boundsOfTimeRange(range, new Date());

/** Executions, newest first, a page at a time. */
export const executionsQuery = (filters: ExecutionFilters, range: TimeRange) =>
  infiniteQueryOptions({
    queryKey: ["executions", filters, range],
    queryFn: ({ pageParam, signal }) =>
      apiPage<ExecutionSummary>(`/executions?${toSearch({ ...filters, ...windowOf(range), cursor: pageParam })}`, {
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
  });

/** Rows of the first look at the live tail, and the most of any later one. */
const FIRST_LIMIT = 50;
const LIVE_LIMIT = 200;

/** The newest executions, looked at every two seconds: each look asks only for what may have come or changed since. */
export const liveExecutionsQuery = (filters: ExecutionFilters) =>
  queryOptions({
    queryKey: ["executions", "live", filters],
    queryFn: async ({ client, queryKey, signal }): Promise<LiveRow[]> => {
      const before = client.getQueryData<LiveRow[]>(queryKey);
      const from = liveFrom(before);
      const window = from === null ? { period: "all" } : { from };
      const page = await apiPage<ExecutionSummary>(
        `/executions?${toSearch({ ...filters, ...window, limit: from === null ? FIRST_LIMIT : LIVE_LIMIT })}`,
        { signal },
      );
      const isCut = from !== null && page.nextCursor !== null;
      return mergeLiveRows(before, page.data, { isCut, nowMs: Date.now() });
    },
    refetchInterval: 2_000,
    // Begun again it begins anew: nothing that came meanwhile is marked as new.
    gcTime: 0,
    staleTime: 0,
  });

export const executionQuery = (id: string) =>
  queryOptions({
    queryKey: ["execution", id],
    queryFn: ({ signal }) => api<ExecutionDetail>(`/executions/${encodeURIComponent(id)}`, { signal }),
  });
