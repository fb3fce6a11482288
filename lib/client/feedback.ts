import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import type {
  Feedback,
  FeedbackResult,
  FeedbackStats,
  FeedbackStatsQuery,
  ListedFeedback,
} from "@/lib/feedback/schemas";
import type { FeedbackKind, FeedbackSource } from "@/lib/feedback/words";
import { api, apiPage, toSearch } from "./api";
import { windowOf } from "./executions";
import type { TimeRange } from "./time-range";

export type FeedbackFilters = {
  task?: string | null;
  model?: string | null;
  kind?: FeedbackKind | null;
  source?: FeedbackSource | null;
};

export type GivenInput = {
  executionId: string;
  kind: FeedbackKind;
  value: boolean | number | string;
  comment?: string;
};

/** What people think, grouped. */
export const feedbackStatsQuery = (
  filters: FeedbackFilters & { groupBy: FeedbackStatsQuery["groupBy"] },
  range: TimeRange,
) =>
  queryOptions({
    queryKey: ["feedback", "stats", filters, range],
    queryFn: ({ signal }) =>
      api<FeedbackStats>(`/feedback?${toSearch({ ...filters, ...windowOf(range) })}`, { signal }),
  });

/** What was said, newest first, a page at a time. */
export const feedbackQuery = (filters: FeedbackFilters, range: TimeRange) =>
  infiniteQueryOptions({
    queryKey: ["feedback", "entries", filters, range],
    queryFn: ({ pageParam, signal }) =>
      apiPage<ListedFeedback>(`/feedback/entries?${toSearch({ ...filters, ...windowOf(range), cursor: pageParam })}`, {
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
  });

/** What was said of one execution. */
export const executionFeedbackQuery = (executionId: string) =>
  queryOptions({
    queryKey: ["feedback", "of-execution", executionId],
    queryFn: ({ signal }) =>
      api<ListedFeedback[]>(`/feedback/entries?${toSearch({ executionId, limit: 200 })}`, { signal }),
  });

/** The labels that a correction may name; empty when any may. */
export const knownLabelsQuery = (task: string) =>
  queryOptions({
    queryKey: ["feedback", "labels", task],
    queryFn: ({ signal }) => api<string[]>(`/feedback/labels?${toSearch({ task })}`, { signal }),
  });

export const giveFeedback = (input: GivenInput) => api<FeedbackResult>("/feedback", { body: input });

export const withdrawFeedback = (id: string) => api<Feedback>(`/feedback/${id}`, { method: "DELETE" });
