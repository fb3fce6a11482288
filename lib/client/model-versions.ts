import { queryOptions } from "@tanstack/react-query";
import type { ListModelVersionsQuery, ModelVersion } from "@/lib/registry/schemas";
import { api, toSearch } from "./api";

/** Trained versions, newest first. */
export const modelVersionsQuery = (filters: ListModelVersionsQuery = {}) =>
  queryOptions({
    queryKey: ["model-versions", filters],
    queryFn: ({ signal }) => api<ModelVersion[]>(`/model-versions?${toSearch(filters)}`, { signal }),
  });

export const activateModelVersion = (id: string) =>
  api<ModelVersion>(`/model-versions/${id}/activate`, { method: "POST" });
