import { infiniteQueryOptions } from "@tanstack/react-query";
import { apiPage, toSearch } from "@/lib/client/api";
import type { Job, JobStatus } from "@/lib/platform/jobs/schemas";

type JobFilters = { status: JobStatus | null };

/** Background work, newest first, page by page; asked every two seconds while something is under way. */
export const jobsQuery = (filters: JobFilters) =>
  infiniteQueryOptions({
    queryKey: ["jobs", filters],
    queryFn: ({ pageParam, signal }) =>
      apiPage<Job>(`/jobs?${toSearch({ ...filters, limit: 20, cursor: pageParam })}`, { signal }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ nextCursor }) => nextCursor,
    refetchInterval: ({ state }) =>
      state.data?.pages.some(({ data }) => data.some(({ status }) => status === "queued" || status === "running"))
        ? 2_000
        : 15_000,
  });
