import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import type { TimelineEntry, TimelineKind, TimelineUndo } from "@/lib/timeline/schemas";
import { api, apiPage, toSearch } from "./api";
import { windowOf } from "./executions";
import type { TimeRange } from "./time-range";

export type TimelineFilters = { kind?: TimelineKind | null; task?: string | null; model?: string | null };

/** A chart with more marks says nothing. */
export const MAX_MARKS = 100;

/** What a chart points out: the newest of its range. */
export const timelineQuery = (range: TimeRange, filters: Pick<TimelineFilters, "task" | "model"> = {}) =>
  queryOptions({
    queryKey: ["timeline", "marks", range, filters],
    queryFn: ({ signal }) =>
      apiPage<TimelineEntry>(`/timeline?${toSearch({ ...windowOf(range), ...filters, limit: MAX_MARKS })}`, { signal }),
  });

/** Newest first, a page at a time. */
export const timelineFeedQuery = (range: TimeRange, filters: TimelineFilters) =>
  infiniteQueryOptions({
    queryKey: ["timeline", "feed", range, filters],
    queryFn: ({ pageParam, signal }) =>
      apiPage<TimelineEntry>(`/timeline?${toSearch({ ...windowOf(range), ...filters, cursor: pageParam })}`, {
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
  });

export const takeBack = ({ path, body }: TimelineUndo) => api<unknown>(path, { method: "POST", ...(body && { body }) });
