import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import type {
  BenchmarkRun,
  BenchmarkRunDetail,
  BenchmarkSchedule,
  BenchmarkTestInput,
  Leaderboard,
  PairedComparison,
  Suite,
  SuiteSummary,
} from "@/lib/benchmarks/schemas";
import { api, apiPage, newIdempotencyKey, toSearch } from "./api";

/** The newest standing of every model, by suite. Asked again when `newestRunId`, the run that ended last, is another one. */
export const leaderboardsQuery = (newestRunId: string | null) =>
  queryOptions({
    queryKey: ["benchmarks", "leaderboards", newestRunId],
    queryFn: ({ signal }) => api<Leaderboard[]>("/benchmarks", { signal }),
  });

/** Suites that can be run. */
export const suitesQuery = () =>
  queryOptions({
    queryKey: ["benchmarks", "suites"],
    queryFn: ({ signal }) => api<SuiteSummary[]>("/benchmarks/suites?limit=200", { signal }),
  });

/** A suite with its tests. */
export const suiteQuery = (id: string) =>
  queryOptions({
    queryKey: ["benchmarks", "suite", id],
    queryFn: ({ signal }) => api<Suite>(`/benchmarks/suites/${encodeURIComponent(id)}`, { signal }),
  });

/** Runs, newest first; asked every second while one is under way. */
export const benchmarkRunsQuery = () =>
  infiniteQueryOptions({
    queryKey: ["benchmarks", "runs"],
    queryFn: ({ pageParam, signal }) =>
      apiPage<BenchmarkRun>(`/benchmarks/runs?${toSearch({ limit: 20, cursor: pageParam })}`, { signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    refetchInterval: ({ state }) =>
      state.data?.pages.some((page) => page.data.some(isBenchmarkUnderWay)) ? 1_000 : false,
  });

export const benchmarkRunQuery = (id: string) =>
  queryOptions({
    queryKey: ["benchmarks", "run", id],
    queryFn: ({ signal }) => api<BenchmarkRunDetail>(`/benchmarks/runs/${id}`, { signal }),
    refetchInterval: ({ state }) => (state.data && isBenchmarkUnderWay(state.data) ? 1_500 : false),
  });

export type Compared = { first: string; second: string; suite: string | null };

/** Two models of a run on the same tests. `isLive`: the run is under way and its answers grow. */
export const comparedQuery = (runId: string, compared: Compared, isLive: boolean) =>
  queryOptions({
    queryKey: ["benchmarks", "run", runId, "compare", compared],
    queryFn: ({ signal }) =>
      api<PairedComparison>(`/benchmarks/runs/${runId}/compare?${toSearch({ ...compared })}`, { signal }),
    refetchInterval: isLive ? 5_000 : false,
  });

export const benchmarkScheduleQuery = () =>
  queryOptions({
    queryKey: ["benchmarks", "schedule"],
    queryFn: ({ signal }) => api<BenchmarkSchedule>("/benchmarks/schedule", { signal }),
  });

export const isBenchmarkUnderWay = ({ status }: Pick<BenchmarkRun, "status">): boolean =>
  status === "queued" || status === "running";

export type BenchmarkWish = {
  suites: string[];
  models: string[];
  spendLimitUsd: number | null;
  stopsWhenDecided: boolean;
};

export const startBenchmark = (wish: BenchmarkWish, idempotencyKey: string) =>
  api<BenchmarkRun>("/benchmarks/runs", { body: wish, idempotencyKey });

export const cancelBenchmark = (id: string) => api<BenchmarkRun>(`/benchmarks/runs/${id}/cancel`, { method: "POST" });

export const saveBenchmarkSchedule = (schedule: BenchmarkSchedule) =>
  api<BenchmarkSchedule>("/benchmarks/schedule", { method: "PUT", body: schedule });

export type SuiteWish = {
  /** null = a new one. */
  id: string | null;
  name: string;
  task: string | null;
  tests: BenchmarkTestInput[];
};

export const writeSuite = ({ id, ...suite }: SuiteWish) =>
  id === null
    ? api<SuiteSummary>("/benchmarks/suites", { body: suite, idempotencyKey: newIdempotencyKey() })
    : api<SuiteSummary>(`/benchmarks/suites/${id}`, { method: "PATCH", body: suite });

/** Into an own suite, or into one that is made for it. */
export const saveSuiteTest = (suite: string | { name: string; task: string }, test: BenchmarkTestInput) =>
  typeof suite === "string"
    ? api<SuiteSummary>(`/benchmarks/suites/${suite}/tests`, { body: { test }, idempotencyKey: newIdempotencyKey() })
    : writeSuite({ id: null, ...suite, tests: [test] });

export const suiteFromRequests = (wish: { task: string; tests: number; days: number }) =>
  api<SuiteSummary>("/benchmarks/suites/from-executions", { body: wish, idempotencyKey: newIdempotencyKey() });

export const deleteSuite = (id: string) => api<SuiteSummary>(`/benchmarks/suites/${id}`, { method: "DELETE" });

export const restoreSuite = (id: string) => api<SuiteSummary>(`/benchmarks/suites/${id}/restore`, { method: "POST" });
