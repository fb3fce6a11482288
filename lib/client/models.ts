import { queryOptions } from "@tanstack/react-query";
import type { ListModelsQuery, Model, RegisterModelInput, UpdateModelInput } from "@/lib/registry/schemas";
import { api, toSearch } from "./api";

export type ModelFilters = Partial<Omit<ListModelsQuery, "limit" | "cursor">>;

/** Far above the size of a catalogue, and the most that one answer holds. */
const LIMIT = 200;

/** Models in order of slug. For prefetching on the server: `(await listModels(ctx, ListModelsQuery.parse({ ...filters, limit: 200 }))).items`. */
export const modelsQuery = (filters: ModelFilters = {}) =>
  queryOptions({
    queryKey: ["models", filters],
    queryFn: ({ signal }) => api<Model[]>(`/models?${modelSearch(filters)}`, { signal }),
  });

/** One model; the key lies under that of the list, so invalidating `["models"]` covers both. */
export const modelQuery = (slug: string) =>
  queryOptions({
    queryKey: ["models", "one", slug],
    queryFn: ({ signal }) => api<Model>(modelPath(slug), { signal }),
  });

export const registerModel = (input: RegisterModelInput, idempotencyKey: string) =>
  api<Model>("/models", { body: input, idempotencyKey });

export const updateModel = (slug: string, input: UpdateModelInput) =>
  api<Model>(modelPath(slug), { method: "PATCH", body: input });

export const deleteModel = (slug: string) => api<{ slug: string }>(modelPath(slug), { method: "DELETE" });

const modelPath = (slug: string) => `/models/${slug.split("/").map(encodeURIComponent).join("/")}`;

/** `toSearch` leaves `false` out, which is a filter of its own here. */
function modelSearch({ isEnabled, ...filters }: ModelFilters): string {
  return toSearch({ ...filters, isEnabled: isEnabled === undefined ? undefined : String(isEnabled), limit: LIMIT });
}
