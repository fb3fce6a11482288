import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import type { EXECUTION_STATUSES, ExecutionDetail, ExecutionSource, ExecutionSummary } from "@/lib/executions/schemas";
import { api, apiPage, toSearch } from "./api";
import { boundsOfTimeRange, type TimeRange } from "./time-range";

export type ExecutionFilters = {
  task?: string | null;
  model?: string | null;
  status?: (typeof EXECUTION_STATUSES)[number] | null;
  source?: ExecutionSource | null;
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

export const executionQuery = (id: string) =>
  queryOptions({
    queryKey: ["execution", id],
    queryFn: ({ signal }) => api<ExecutionDetail>(`/executions/${encodeURIComponent(id)}`, { signal }),
  });
