import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import type { ExecutionSummary } from "@/lib/executions/schemas";
import type {
  CreateExperimentBody,
  Experiment,
  ExperimentMethod,
  ExperimentPlan,
  ExperimentResults,
  ExperimentStatus,
  ExperimentWithChecks,
  TesterAnswer,
  TesterInput,
  UpdateExperimentInput,
} from "@/lib/experiments/schemas";
import { api, apiPage, toSearch } from "./api";

export type ExperimentFilters = { status?: ExperimentStatus | null; task?: string | null; search?: string | null };

/** As often as experiments are judged. */
const JUDGED_MS = 15_000;

/** Newest first, a page at a time. */
export const experimentsQuery = (filters: ExperimentFilters = {}) =>
  infiniteQueryOptions({
    queryKey: ["experiments", filters],
    queryFn: ({ pageParam, signal }) =>
      apiPage<Experiment>(`/experiments?${toSearch({ ...filters, cursor: pageParam })}`, { signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    refetchInterval: JUDGED_MS,
  });

/** One experiment; the key lies under that of the list, so invalidating `["experiments"]` covers all of them. */
export const experimentQuery = (slug: string) =>
  queryOptions({
    queryKey: ["experiments", "one", slug],
    queryFn: ({ signal }) => api<ExperimentWithChecks>(`/experiments/${slug}`, { signal }),
    refetchInterval: JUDGED_MS,
  });

export const resultsQuery = (slug: string) =>
  queryOptions({
    queryKey: ["experiments", "results", slug],
    queryFn: ({ signal }) => api<ExperimentResults>(`/experiments/${slug}/results`, { signal }),
    refetchInterval: JUDGED_MS,
  });

/** The newest executions that a variant served. */
export const samplesQuery = (slug: string) =>
  queryOptions({
    queryKey: ["experiments", "samples", slug],
    queryFn: ({ signal }) =>
      api<ExecutionSummary[]>(`/executions?${toSearch({ experiment: slug, period: "all", limit: 10 })}`, { signal }),
    refetchInterval: JUDGED_MS,
  });

export type PlanQuestion = {
  task: string;
  primary: CreateExperimentBody["primary"];
  unit: CreateExperimentBody["unit"];
  variants: number;
  coverage: number;
  minimumEffect: number;
  method: ExperimentMethod;
  plannedUnits?: number;
  smallestShare?: number;
  baseline?: number;
  sd?: number;
};

export const planQuery = (question: PlanQuestion) =>
  queryOptions({
    queryKey: ["experiment-plan", question],
    queryFn: ({ signal }) => api<ExperimentPlan>("/experiments/plan", { body: question, signal }),
    retry: false,
  });

export const createExperiment = (input: CreateExperimentBody, idempotencyKey: string) =>
  api<Experiment>("/experiments", { body: input, idempotencyKey });

export const updateExperiment = (slug: string, changes: UpdateExperimentInput) =>
  api<Experiment>(`/experiments/${slug}`, { method: "PATCH", body: changes });
export const startExperiment = (slug: string) => api<Experiment>(`/experiments/${slug}/start`, { body: {} });
export const pauseExperiment = (slug: string) => api<Experiment>(`/experiments/${slug}/pause`, { body: {} });
export const stopExperiment = (slug: string, promote: string | null) =>
  api<Experiment>(`/experiments/${slug}/stop`, { body: { promote } });
export const undoExperimentStep = (slug: string) => api<Experiment>(`/experiments/${slug}/undo`, { method: "POST" });
export const deleteExperiment = (slug: string) => api<Experiment>(`/experiments/${slug}`, { method: "DELETE" });
export const restoreExperiment = (slug: string) => api<Experiment>(`/experiments/${slug}/restore`, { method: "POST" });

export const runAaTest = (input: TesterInput) => api<TesterAnswer>("/experiments/aa-test", { body: input });
