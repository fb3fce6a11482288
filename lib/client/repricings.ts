import { queryOptions } from "@tanstack/react-query";
import type { Repricing } from "@/lib/executions/schemas";
import { api, toSearch } from "./api";

/** The newest re-pricings of a model; asked every second while one is under way. */
export const repricingsQuery = (model: string) =>
  queryOptions({
    queryKey: ["repricings", model],
    queryFn: ({ signal }) => api<Repricing[]>(`/repricings?${toSearch({ model, limit: 5 })}`, { signal }),
    refetchInterval: ({ state }) => (state.data?.some(isRepricing) ? 1_000 : false),
  });

/** Whether it is waiting or under way. */
export const isRepricing = ({ status }: Pick<Repricing, "status">): boolean =>
  status === "queued" || status === "running";

export const previewRepricing = (model: string, from: string) =>
  api<Repricing>("/repricings", { body: { model, from, kind: "preview" } });

/** `apply` makes the change of a preview, `undo` takes one back, `cancel` stops one. */
export const stepRepricing = (id: string, step: "apply" | "undo" | "cancel") =>
  api<Repricing>(`/repricings/${id}/${step}`, { method: "POST" });
