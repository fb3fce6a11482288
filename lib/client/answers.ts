import { queryOptions } from "@tanstack/react-query";
import type { AnswerMetrics } from "@/lib/feedback/schemas";
import { api, toSearch } from "./api";
import { windowOf } from "./executions";
import type { TimeRange } from "./time-range";

export type AnswerFilters = { task?: string | null; model?: string | null };

/** How answers are doing, task by task. */
export const answersQuery = (range: TimeRange, filters: AnswerFilters) =>
  queryOptions({
    queryKey: ["metrics", "answers", range, filters],
    queryFn: ({ signal }) =>
      api<AnswerMetrics>(`/metrics/answers?${toSearch({ ...windowOf(range), ...filters })}`, { signal }),
    refetchInterval: 30_000,
  });
