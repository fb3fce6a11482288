import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import type {
  ConfigurationVersion,
  CreateTaskInput,
  ListTasksQuery,
  PutConfigurationInput,
  ResetConfigurationInput,
  RollbackConfigurationInput,
  Task,
  UpdateTaskInput,
} from "@/lib/registry/schemas";
import { api, apiPage, toSearch } from "./api";

export type TaskFilters = Partial<Pick<ListTasksQuery, "kind" | "category">>;

/** Tasks in order of slug. */
export const tasksQuery = (filters: TaskFilters = {}) =>
  queryOptions({
    queryKey: ["tasks", filters],
    queryFn: ({ signal }) => api<Task[]>(`/tasks?${toSearch({ ...filters, limit: 200 })}`, { signal }),
  });

/** One task; the key lies under that of the list, so invalidating `["tasks"]` covers both. */
export const taskQuery = (slug: string) =>
  queryOptions({
    queryKey: ["tasks", "one", slug],
    queryFn: ({ signal }) => api<Task>(`/tasks/${slug}`, { signal }),
  });

export const createTask = (input: CreateTaskInput, idempotencyKey: string) =>
  api<Task>("/tasks", { body: input, idempotencyKey });

export const updateTask = (slug: string, input: UpdateTaskInput) =>
  api<Task>(`/tasks/${slug}`, { method: "PATCH", body: input });

export const deleteTask = (slug: string) => api<{ slug: string }>(`/tasks/${slug}`, { method: "DELETE" });

/** The configuration in force. */
export const configurationQuery = (task: string) =>
  queryOptions({
    queryKey: ["config", task],
    queryFn: ({ signal }) => api<ConfigurationVersion>(`/config/${task}`, { signal }),
  });

/** Versions, newest first, a page at a time; the key lies under that of the configuration. */
export const configurationVersionsQuery = (task: string) =>
  infiniteQueryOptions({
    queryKey: ["config", task, "versions"],
    queryFn: ({ pageParam, signal }) =>
      apiPage<ConfigurationVersion>(`/config/${task}/versions?${toSearch({ cursor: pageParam })}`, { signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
  });

export const putConfiguration = (task: string, input: PutConfigurationInput) =>
  api<ConfigurationVersion>(`/config/${task}`, { method: "PUT", body: input });

export const resetConfiguration = (task: string, input: ResetConfigurationInput = {}) =>
  api<ConfigurationVersion>(`/config/${task}/reset`, { body: input });

export const rollbackConfiguration = (task: string, input: RollbackConfigurationInput) =>
  api<ConfigurationVersion>(`/config/${task}/rollback`, { body: input });
