import { queryOptions } from "@tanstack/react-query";
import type { CreateViewInput, SavedView, ViewPage } from "@/lib/views/schemas";
import { api, toSearch } from "./api";

/** One's own views of a page and those that others share. */
export const viewsQuery = (page: ViewPage) =>
  queryOptions({
    queryKey: ["views", page],
    queryFn: ({ signal }) => api<SavedView[]>(`/views?${toSearch({ page })}`, { signal }),
  });

export const createView = (input: CreateViewInput, idempotencyKey: string) =>
  api<SavedView>("/views", { body: input, idempotencyKey });

export const deleteView = (id: string) => api<SavedView>(`/views/${id}`, { method: "DELETE" });
