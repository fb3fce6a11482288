import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import type {
  BuildDatasetInput,
  CheckTriggersInput,
  Conflict,
  DataQuality,
  Dataset,
  Example,
  RetrainSettings,
  Review,
  ReviewInput,
  TriggerCheck,
  TriggerReport,
  UpdateRetrainSettingsInput,
} from "@/lib/training/schemas";
import type { EXAMPLE_ORDERS, ExampleState } from "@/lib/training/words";
import { api, apiPage, toSearch } from "./api";

export type ExampleFilters = {
  task: string;
  state?: ExampleState | null;
  label?: string | null;
  giver?: string | null;
  near?: boolean;
  suspicious?: boolean;
  order?: (typeof EXAMPLE_ORDERS)[number];
};

/** Candidates for training examples, a page at a time. */
export const examplesQuery = (filters: ExampleFilters) =>
  infiniteQueryOptions({
    queryKey: ["training", "examples", filters],
    queryFn: ({ pageParam, signal }) =>
      apiPage<Example>(`/training/examples?${toSearch({ ...filters, cursor: pageParam })}`, { signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
  });

/** What the examples of a task are like. */
export const dataQualityQuery = (task: string) =>
  queryOptions({
    queryKey: ["training", "quality", task],
    queryFn: ({ signal }) => api<DataQuality>(`/training/quality?${toSearch({ task })}`, { signal }),
  });

/** Texts with several labels, the first fifty. */
export const conflictsQuery = (task: string) =>
  queryOptions({
    queryKey: ["training", "conflicts", task],
    queryFn: ({ signal }) => api<Conflict[]>(`/training/conflicts?${toSearch({ task, limit: 50 })}`, { signal }),
  });

const TRIGGERS_POLL_MS = 15_000;

/** Where the triggers of a task stand; looked at again while the page is open. */
export const triggersQuery = (task: string) =>
  queryOptions({
    queryKey: ["training", "triggers", task],
    queryFn: ({ signal }) => api<TriggerReport>(`/training/triggers?${toSearch({ task })}`, { signal }),
    refetchInterval: TRIGGERS_POLL_MS,
  });

export const reviewExample = (id: string, input: ReviewInput) =>
  api<Review>(`/training/examples/${id}`, { method: "PATCH", body: input });

export const buildDataset = (input: BuildDatasetInput) => api<Dataset>("/training/datasets", { body: input });

export const checkTriggers = (input: CheckTriggersInput) => api<TriggerCheck>("/training/check", { body: input });

export const updateRetrainSettings = (task: string, changes: UpdateRetrainSettingsInput) =>
  api<RetrainSettings>(`/training/triggers/${task}`, { method: "PATCH", body: changes });
