import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import type {
  Dataset,
  FewShotInput,
  FineTuneInput,
  StartTrainingInput,
  TrainingRun,
  TuningEstimate,
} from "@/lib/training/schemas";
import { api, apiPage, toSearch } from "./api";

export type TrainingFilters = { task?: string | null };

/** Labelled datasets, newest first. */
export const datasetsQuery = (filters: TrainingFilters = {}) =>
  queryOptions({
    queryKey: ["training", "datasets", filters],
    queryFn: ({ signal }) => api<Dataset[]>(`/training/datasets?${toSearch({ ...filters, limit: 200 })}`, { signal }),
  });

/** Training runs, newest first; asked every second while one is under way. */
export const trainingRunsQuery = (filters: TrainingFilters = {}) =>
  infiniteQueryOptions({
    queryKey: ["training", "runs", filters],
    queryFn: ({ pageParam, signal }) =>
      apiPage<TrainingRun>(`/training/runs?${toSearch({ ...filters, limit: 20, cursor: pageParam })}`, { signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    refetchInterval: ({ state }) => (state.data?.pages.some((page) => page.data.some(isUnderWay)) ? 1_000 : false),
  });

export const trainingRunQuery = (id: string) =>
  queryOptions({
    queryKey: ["training", "run", id],
    queryFn: ({ signal }) => api<TrainingRun>(`/training/runs/${id}`, { signal }),
    refetchInterval: ({ state }) => (state.data && isUnderWay(state.data) ? 1_000 : false),
  });

export const isUnderWay = ({ status }: Pick<TrainingRun, "status">): boolean =>
  status === "queued" || status === "running";

/** What is left out is the server's default. */
export type TrainingWish = Partial<Omit<StartTrainingInput, "fewShot" | "fineTune">> & {
  task: string;
  fewShot?: Partial<FewShotInput> & { model: string };
  fineTune?: Partial<FineTuneInput> & { model: string };
};

export const startTraining = (input: TrainingWish, idempotencyKey: string) =>
  api<TrainingRun>("/training/runs", { body: input, idempotencyKey });

export const cancelTrainingRun = (id: string) => api<TrainingRun>(`/training/runs/${id}/cancel`, { method: "POST" });

export type TuningQuestion = {
  task: string;
  datasetId: string;
  model: string;
  epochs?: number | undefined;
  /** What the provider asks for a million trained tokens, US dollars. */
  pricePerMillion?: number | undefined;
};

/** What fine-tuning would take. Nothing is sent to the provider. */
export const tuningEstimateQuery = (question: TuningQuestion) =>
  queryOptions({
    queryKey: ["training", "estimate", question],
    queryFn: ({ signal }) => api<TuningEstimate>(`/training/estimate?${toSearch(question)}`, { signal }),
    retry: false,
  });
