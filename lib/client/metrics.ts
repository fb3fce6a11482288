import { queryOptions } from "@tanstack/react-query";
import type {
  Comparison,
  ComparisonQuery,
  CostAnalysis,
  ExecutionSummary,
  MetricsQuery,
  MetricsReport,
  RecentQuery,
  StatsQuery,
  StatsReport,
  TimeseriesQuery,
  Timeseries,
} from "@/lib/executions/schemas";
import { api, apiPage, toSearch } from "./api";
import { windowOf } from "./executions";
import type { TimeRange } from "./time-range";

type Bounds = "period" | "from" | "to" | "format";
/** What a question can be narrowed to; its window comes from the range. */
export type MetricsFilters = Omit<MetricsQuery, Bounds>;
export type StatsFilters = Partial<Omit<StatsQuery, Bounds>>;
export type TimeseriesFilters = Partial<Omit<TimeseriesQuery, Bounds>>;

/** Addresses of exports: the same rows as the query of the same name, as a file. */
export const exportAddress = (path: string, filters: object, range: TimeRange, format: "csv" | "json" | "jsonl") =>
  `/api/v1${path}?${toSearch({ ...windowOf(range), ...filters, format })}`;

export const metricsQuery = (range: TimeRange, filters: MetricsFilters = {}) =>
  queryOptions({
    queryKey: ["metrics", range, filters],
    queryFn: ({ signal }) => api<MetricsReport>(`/metrics?${toSearch({ ...windowOf(range), ...filters })}`, { signal }),
    refetchInterval: 15_000,
  });

export const timeseriesQuery = (
  range: TimeRange,
  groupBy: TimeseriesQuery["groupBy"],
  filters: Omit<TimeseriesFilters, "groupBy"> = {},
) =>
  queryOptions({
    queryKey: ["metrics", "timeseries", range, groupBy, filters],
    queryFn: ({ signal }) =>
      api<Timeseries>(`/metrics/timeseries?${toSearch({ ...windowOf(range), groupBy, ...filters })}`, { signal }),
    refetchInterval: 30_000,
  });

export const statsQuery = (range: TimeRange, filters: StatsFilters = {}) =>
  queryOptions({
    queryKey: ["metrics", "stats", range, filters],
    queryFn: ({ signal }) =>
      api<StatsReport>(`/metrics/stats?${toSearch({ ...windowOf(range), ...filters })}`, { signal }),
  });

export const comparisonQuery = (range: TimeRange, task: string, source?: ComparisonQuery["source"]) =>
  queryOptions({
    queryKey: ["metrics", "comparison", range, task, source ?? null],
    queryFn: ({ signal }) =>
      api<Comparison>(`/metrics/comparison?${toSearch({ ...windowOf(range), task, source })}`, { signal }),
  });

export const costAnalysisQuery = (range: TimeRange, task?: string) =>
  queryOptions({
    queryKey: ["metrics", "cost-analysis", range, task ?? null],
    queryFn: ({ signal }) =>
      api<CostAnalysis>(`/metrics/cost-analysis?${toSearch({ ...windowOf(range), task })}`, { signal }),
  });

/** The newest executions, whenever they were; asked for again every few seconds. */
export const recentQuery = (filters: Partial<RecentQuery> = {}) =>
  queryOptions({
    queryKey: ["metrics", "recent", filters],
    queryFn: async ({ signal }) =>
      (await apiPage<ExecutionSummary>(`/metrics/recent?${toSearch(filters)}`, { signal })).data,
    refetchInterval: 5_000,
  });
