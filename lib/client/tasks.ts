import { queryOptions } from "@tanstack/react-query";
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

export const createTask = (input: CreateTaskInput, idempotencyKey: string) =>
  api<Task>("/tasks", { body: input, idempotencyKey });

export const updateTask = (slug: string, input: UpdateTaskInput) =>
  api<Task>(`/tasks/${slug}`, { method: "PATCH", body: input });

/** The configuration in force. */
export const configurationQuery = (task: string) =>
  queryOptions({
    queryKey: ["config", task],
    queryFn: ({ signal }) => api<ConfigurationVersion>(`/config/${task}`, { signal }),
  });

/** The newest fifty versions, newest first; the key lies under that of the configuration. */
export const configurationVersionsQuery = (task: string) =>
  queryOptions({
    queryKey: ["config", task, "versions"],
    queryFn: ({ signal }) => apiPage<ConfigurationVersion>(`/config/${task}/versions`, { signal }),
  });

export const putConfiguration = (task: string, input: PutConfigurationInput) =>
  api<ConfigurationVersion>(`/config/${task}`, { method: "PUT", body: input });

export const resetConfiguration = (task: string, input: ResetConfigurationInput = {}) =>
  api<ConfigurationVersion>(`/config/${task}/reset`, { body: input });

export const rollbackConfiguration = (task: string, input: RollbackConfigurationInput) =>
  api<ConfigurationVersion>(`/config/${task}/rollback`, { body: input });
